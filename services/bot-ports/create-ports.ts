import type { Consulates } from '../../bot/consulates/index.ts'
import type { Ports, ReadRequest } from '../../bot/index.ts'
import { createReader, type Head, type LanguageData, type Reading } from '../../bot/understanding/index.ts'
import { fitSegments } from '../channels/index.ts'
import type { Library, TextOf } from '../content/index.ts'
import type { LocalEmbeddings } from '../embedding/index.ts'
import type { Knowledge } from '../knowledge/index.ts'
import type { DetectLanguage } from '../understanding/index.ts'

export interface PortParts {
  readonly library: Library
  readonly text: TextOf
  readonly otherLanguage: Ports['otherLanguage']
  readonly safety: Ports['safety']
  readonly languageData: LanguageData
  readonly head: Head
  readonly detectLanguage: DetectLanguage
  readonly embeddings: LocalEmbeddings
  readonly knowledge: Knowledge
  /** Absent when content/jurisdiction could not be read: questions on consulates then get their cards. */
  readonly consulates?: Consulates
}

/** A model that takes longer than this is treated as down: words alone then decide, and the person is not left waiting. */
const MODEL_TIMEOUT_MS = 4_000

/** One topic as sure as this is one need; a second one less likely than this is none. */
const ONE_NEED = 0.85
const SECOND_LEAST = 0.1

function mayBeTwo({ topics: [first, second] }: Reading): boolean {
  return first !== undefined && second !== undefined && first.p < ONE_NEED && second.p >= SECOND_LEAST
}

/** Capitals throughout are a stuck key or a raised voice, and the encoder knows their words less well. */
const calm = (text: string): string => (/\p{Ll}/u.test(text) ? text : text.toLowerCase())

/** What the bot asks of the world, answered by the loaded content, the trained head and the model. */
export function createPorts(parts: PortParts): Ports {
  const { library } = parts
  const reader = createReader(parts.languageData, parts.head)
  const detect = (text: string) => parts.detectLanguage(text)
  const vectorOf = (text: string) => withTimeout(parts.embeddings.query(calm(text))).catch(() => null)
  const input = (request: ReadRequest) => ({
    text: request.text,
    memory: request.memory,
    ...(request.assistantLast === undefined ? {} : { assistantLast: request.assistantLast }),
  })
  return {
    async read(request) {
      const withVectors = (texts: readonly string[]) => Promise.all(texts.map(async (text) => ({ text, vector: await vectorOf(text) })))
      const [vector, previous] = await Promise.all([vectorOf(request.text), withVectors(request.previous)])
      const asked = { ...input(request), vector, detected: detect(request.text), previous }
      const reading = reader.read(asked)
      // Each part costs an embedding: they are read only where the whole, or the words of the parts, say that it may be about two things.
      const parts = reader.clauses(request.text)
      return parts.length === 0 || !(mayBeTwo(reading) || reader.partsDiffer(parts, reading.language.lang))
        ? reading
        : reader.read({ ...asked, clauses: await withVectors(parts) })
    },
    readQuick: (request) =>
      reader.read({
        ...input(request),
        vector: null,
        detected: detect(request.text),
        previous: request.previous.map((text) => ({ text, vector: null })),
      }),
    findCards: (query) => parts.knowledge.findCards(query),
    card: (id, lang) => library.card(id, lang),
    hasCard: (topic, country) => library.hasCard(topic, country),
    hasGeneralCard: (topic) => library.hasGeneralCard(topic),
    checklist: (query) => library.checklist(query),
    generalHelp: (country, lang) => library.generalHelp(country, lang),
    countryNeed: (topic) => parts.languageData.countryBound[topic],
    safety: parts.safety,
    text: parts.text,
    otherLanguage: parts.otherLanguage,
    fitSegments,
    ...(parts.consulates ? { consulates: parts.consulates } : {}),
  }
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(timeout.reject, MODEL_TIMEOUT_MS)
  try {
    return await Promise.race([work, timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}
