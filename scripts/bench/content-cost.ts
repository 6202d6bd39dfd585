import { askQuestion, openCommandLineBrain, Question } from '../../services/ask/index.ts'
import { createPorts } from '../../services/bot-ports/index.ts'
import { loadContentFiles, loadMessages } from '../../services/content/index.ts'
import { buildKnowledge } from '../../services/knowledge/index.ts'
import { loadSafety } from '../../services/safety/index.ts'
import { loadHead, loadLanguageData, loadLanguageDetector } from '../../services/understanding/index.ts'

export interface ContentCost {
  readonly loadMs: number
  readonly indexMs: number
  /** Median of a whole turn, embedding included, with every card and with sixty. */
  readonly turnMs: number
  readonly turnOfSixtyMs: number
}

const SIXTY = 60

/** What all the content costs against sixty cards: loading, indexing (vectors at hand) and answering. */
export async function contentCost(texts: readonly string[]): Promise<ContentCost> {
  const { brain, engine, close } = await openCommandLineBrain()
  const loadedAt = performance.now()
  const files = await loadContentFiles('content')
  const loadMs = performance.now() - loadedAt
  const services = new Map([...files.services].map(([id, s]) => [id, s.value]))
  const build = (cards: Parameters<typeof buildKnowledge>[0]['cards']) =>
    buildKnowledge({ db: engine.db, embeddings: brain.embeddings, modelHash: brain.modelHash, cards, services })
  const indexedAt = performance.now()
  const all = await build(brain.library().cards)
  const indexMs = performance.now() - indexedAt
  const sixty = await build(
    brain
      .library()
      .cards.filter((card) => card.country === 'mx')
      .slice(0, SIXTY),
  )
  const [messages, safety, detectLanguage] = await Promise.all([loadMessages('content'), loadSafety('content'), loadLanguageDetector()])
  const shared = {
    library: brain.library(),
    ...messages,
    safety: safety.safety,
    languageData: loadLanguageData('.'),
    head: loadHead('.'),
    detectLanguage,
    embeddings: brain.embeddings,
  }
  const median = async (knowledge: typeof all, mark: string) => {
    const ports = createPorts({ ...shared, knowledge })
    const times: number[] = []
    for (const text of texts) {
      const at = performance.now()
      await askQuestion(Question.parse({ text: `${text}${mark}`, channel: 'sms' }), ports)
      times.push(performance.now() - at)
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
  }
  await median(all, '')
  const turnOfSixtyMs = await median(sixty, ' .')
  const turnMs = await median(all, ' ..')
  await close()
  return { loadMs, indexMs, turnMs, turnOfSixtyMs }
}
