import { join, resolve } from 'node:path'
import type { Ports } from '../../bot/index.ts'
import { createPlaceCheck } from '../../bot/understanding/index.ts'
import { createPorts } from '../bot-ports/index.ts'
import { checkRunnable, createLibrary, type Fault, faultSentence, type Library, loadContentFiles, loadMessages } from '../content/index.ts'
import { LocalEmbeddings, startWorkerPool, verifyModel, type WorkerPool } from '../embedding/index.ts'
import { PuenteError } from '../errors/index.ts'
import { checkJurisdiction, createConsulates, loadJurisdiction } from '../jurisdiction/index.ts'
import { buildKnowledge, readVectorSeed } from '../knowledge/index.ts'
import type { Logger } from '../observability/index.ts'
import type { KnownPlace } from '../privacy/index.ts'
import { loadSafety } from '../safety/index.ts'
import type { Engine } from '../store/index.ts'
import { loadHead, loadLanguageData, loadLanguageDetector } from '../understanding/index.ts'

export const VECTOR_SEED = join('models', 'passage-vectors.bin')
export const MODEL_DIR = join('models', 'multilingual-e5-small-puente')

export interface BrainOptions {
  /** Folder of the project: models/ and content/ stand below it. */
  readonly root: string
  readonly contentDir: string
  readonly engine: Engine
  readonly embedWorkers: number
  readonly clock: () => Date
  readonly graceUntil: Date | undefined
  readonly publicUrl: () => string
  readonly logger: Logger
  /** (done, total) of passages that had to be embedded. */
  readonly onProgress?: (done: number, total: number) => void
}

/** What answers: content, model, head and index, as one thing that can be asked and reloaded. */
export interface Brain {
  ports(): Ports
  library(): Library
  /** What a name is known as, among countries, peoples and towns. */
  placeOf: KnownPlace
  readonly embeddings: LocalEmbeddings
  readonly pool: WorkerPool
  passages(): number
  /** Names the model: vectors are stored under it. */
  readonly modelHash: string
  /** Faults of the last reload that was refused; empty when what runs is what stands in the files. */
  reloadFaults(): readonly string[]
  /** Reads content/ again; with faults the last good content stays. @returns whether the new content runs now */
  reload(): Promise<boolean>
  /** Prepares what would make the first messages wait; to be called when the service answers. */
  warm(): Promise<void>
  stop(): Promise<void>
}

/**
 * Loads everything in parallel and builds the index.
 * @throws PuenteError P2002 model, P2003 content, P2008 head
 */
export async function openBrain(options: BrainOptions): Promise<Brain> {
  const modelDir = resolve(options.root, MODEL_DIR)
  const [modelHash, pool, detectLanguage, content, head] = await Promise.all([
    verifyModel(modelDir),
    startWorkerPool({ modelDir, size: options.embedWorkers, logger: options.logger }),
    loadLanguageDetector(),
    loadContent(options),
    Promise.resolve().then(() => loadHead(options.root)),
  ])
  const seed = await readVectorSeed(resolve(options.root, VECTOR_SEED), modelHash)
  const embeddings = new LocalEmbeddings(pool)
  const assemble = async (loaded: LoadedContent) => {
    const knowledge = await buildKnowledge({
      db: options.engine.db,
      embeddings,
      modelHash,
      cards: loaded.library.cards,
      services: loaded.library.services,
      seed: seed.vectors,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    })
    return {
      library: loaded.library,
      passages: knowledge.passages,
      placeOf: createPlaceCheck(loaded.languageData),
      ports: createPorts({ ...loaded, head, detectLanguage, embeddings, knowledge }),
    }
  }
  if (content.faults.length > 0) {
    await pool.stop()
    throw new PuenteError('P2003', { detail: listed(content.faults) })
  }
  let current = await assemble(content)
  let refused: string[] = []
  return {
    ports: () => current.ports,
    library: () => current.library,
    placeOf: (name) => current.placeOf(name),
    embeddings,
    pool,
    passages: () => current.passages,
    modelHash,
    reloadFaults: () => refused,
    async reload() {
      try {
        const loaded = await loadContent(options)
        refused = loaded.faults.map(faultSentence)
        if (refused.length === 0) {
          current = await assemble(loaded)
          void loaded.warm()
          options.logger.info({ event: 'content-reloaded', passages: current.passages })
          return true
        }
      } catch (error) {
        // A folder that is gone, a language file that cannot be read: what runs goes on running.
        refused = [(error as Error).message]
      }
      options.logger.error({ event: 'content-reload-refused', faults: refused.length, first: refused[0] })
      return false
    },
    warm: () => content.warm(),
    stop: () => pool.stop(),
  }
}

interface LoadedContent
  extends Pick<Parameters<typeof createPorts>[0], 'library' | 'text' | 'otherLanguage' | 'safety' | 'languageData' | 'consulates'> {
  readonly faults: Fault[]
  warm(): Promise<void>
}

async function loadContent(options: BrainOptions): Promise<LoadedContent> {
  const dir = resolve(options.root, options.contentDir)
  const [files, messages, safety, jurisdiction] = await Promise.all([
    loadContentFiles(dir),
    loadMessages(dir),
    loadSafety(dir),
    loadJurisdiction(dir),
  ])
  const library = createLibrary(files, { clock: options.clock, graceUntil: options.graceUntil, publicUrl: options.publicUrl })
  return {
    library,
    text: messages.text,
    otherLanguage: messages.otherLanguage,
    safety: safety.safety,
    warm: safety.warm,
    languageData: loadLanguageData(options.root),
    ...(jurisdiction.value ? { consulates: createConsulates(jurisdiction.value, library, options) } : {}),
    faults: [
      ...checkRunnable(files),
      ...messages.faults,
      ...safety.faults,
      ...jurisdiction.faults,
      ...(jurisdiction.value ? checkJurisdiction(jurisdiction.value, library) : []),
    ],
  }
}

function listed(faults: readonly Fault[]): string {
  return `\n${faults.map((fault) => `  - ${faultSentence(fault)}`).join('\n')}\n`
}
