import type { Country, Lang, Phase, Profile, Topic } from '../vocabulary.ts'
import { PHASES, PROFILES, ROUTES, TOPICS } from '../vocabulary.ts'
import { createClauseSplitter, secondNeed } from './clauses.ts'
import { type CountryReading, readCountry } from './country.ts'
import { createCueReader } from './cues.ts'
import { partDenied } from './denied.ts'
import { lexicalRow, maskPlaces, wordRow } from './features.ts'
import { words } from './fold.ts'
import { mixWithEarlier } from './follow-up.ts'
import { compileGazetteer } from './gazetteer.ts'
import { type Head, NONE } from './head.ts'
import { createLanguageReader } from './language.ts'
import type { LanguageData } from './language-data.ts'
import { headScores, softmax } from './linear-head.ts'
import { createNormaliser, type Normalise } from './normalise.ts'
import { isQuestion, routeProbabilities } from './routes.ts'
import type { ReadInput, Reading } from './types.ts'

export interface Reader {
  read(input: ReadInput): Reading
  readonly normalise: Normalise
  /** The parts of a message that may each say a need; none when it is one. */
  clauses(text: string): string[]
  /** Whether the words of the parts alone point to different topics: only then is it worth embedding them. */
  partsDiffer(parts: readonly string[], lang: Lang | 'other'): boolean
}

const EARLIER_MESSAGES = 3
const PHASE_NEEDED = 0.5
/** The words of a part point to a topic from here on. */
const POINTS_TO = 0.3

/** Makes the function that reads one message; compiling takes tens of milliseconds, reading about one. */
export function createReader(data: LanguageData, head: Head): Reader {
  const gazetteer = compileGazetteer(data)
  const normalise = createNormaliser(data.spelling)
  const readLanguage = createLanguageReader(data, head.language)
  const cues = createCueReader(data)
  const bound = TOPICS.map((topic) => data.countryBound[topic])

  const topicsOf = (
    text: string,
    lang: Lang | undefined,
    vector: Float32Array | null,
  ): { row: ReturnType<typeof lexicalRow>; topics: number[] } => {
    const row = lexicalRow(maskPlaces(normalise(text, lang).split(' ').filter(Boolean), gazetteer), maskPlaces(words(text), gazetteer))
    return { row, topics: softmax(headScores(head.topic, row, vector), head.calibration.topicTemperature) }
  }

  const urgency = new Map(data.urgentFirst.map((topic, at) => [topic, at - data.urgentFirst.length]))
  const needsOf = (whole: readonly number[], parts: readonly number[][]): Topic[] => {
    const found = secondNeed(whole, parts)
    if (!found || found.p < head.calibration.secondNeed[found.support]) return []
    return found.topics.map((topic) => TOPICS[topic] as Topic).sort((a, b) => (urgency.get(a) ?? 0) - (urgency.get(b) ?? 0))
  }

  const placeOf = (input: ReadInput, tokens: string[]): CountryReading & { placeWords: number; denied: ReadonlySet<string> } => {
    const all = gazetteer.find(tokens)
    const { asserted: hits, denied } = partDenied(tokens, all, input.memory.country)
    let known: { country?: string; here?: string } = {
      ...optional('country', denied.has(input.memory.country ?? '') ? undefined : input.memory.country),
      ...optional('here', input.memory.here),
    }
    if (!known.country) {
      // Nothing is remembered: what was said before still counts.
      for (const { text } of input.previous) {
        const earlier = words(text)
        const told = gazetteer.find(earlier).filter(({ senses }) => !senses.some(({ country }) => denied.has(country)))
        const found = readCountry(earlier, told, known)
        known = { ...optional('country', found.country ?? undefined), ...optional('here', found.here ?? undefined) }
      }
    }
    const found = readCountry(tokens, hits, known)
    const placeWords = all.reduce((sum, hit) => sum + (hit.to - hit.from), 0)
    if (found.country !== null || tokens.length === 0 || denied.size > 0) return { ...found, placeWords, denied }
    const p = softmax(headScores(head.country, wordRow(tokens), null))
    const best = p.indexOf(Math.max(...p))
    const guess = head.country.labels[best]
    const sure = guess !== undefined && guess !== NONE && (p[best] as number) >= head.calibration.countryNeeded
    return { ...found, country: sure ? (guess as Country) : null, placeWords, denied }
  }

  const phaseOf = (input: ReadInput, tokens: string[], row: ReturnType<typeof lexicalRow>): Phase | null => {
    const cue = cues.phase(tokens)
    if (cue) return cue
    const p = softmax(headScores(head.phase, row, input.vector))
    const best = p.indexOf(Math.max(...p))
    const guess = head.phase.labels[best]
    if (guess !== undefined && guess !== NONE && (p[best] as number) >= PHASE_NEEDED) return guess as Phase
    return PHASES.find((phase) => phase === input.memory.phase) ?? null
  }

  const read = (input: ReadInput): Reading => {
    const language = readLanguage({ text: input.text, detected: input.detected, remembered: input.memory.language })
    const lang = language.lang === 'other' ? undefined : language.lang
    const normalised = normalise(input.text, lang)
    const tokens = words(input.text)
    const place = placeOf(input, tokens)
    const own = topicsOf(input.text, lang, input.vector)
    const earlier = earlierTopics(input, (text, vector) => topicsOf(text, lang, vector).topics)
    const { topics, share } = mixWithEarlier(own.topics, earlier, tokens, head.calibration.followUp)
    const ranked = TOPICS.map((topic, k) => ({ topic, p: topics[k] as number })).sort((a, b) => b.p - a.p)
    const routes = routeProbabilities(
      headScores(head.route, own.row, input.vector),
      {
        words: tokens.length,
        placeWords: place.placeWords,
        countryKnown: place.country !== null,
        topicP: ranked[0]?.p ?? 0,
        secondP: ranked[1]?.p ?? 0,
        countryBound: topics.reduce((sum, p, k) => sum + p * (bound[k] as number), 0),
        earlierShare: share,
        isQuestion: isQuestion(input.text, normalised),
      },
      head.calibration,
    )
    return {
      normalised,
      language,
      country: place.country,
      here: place.here,
      countries: place.mentions,
      denied: [...place.denied],
      phase: phaseOf(input, tokens, own.row),
      profiles: mergeProfiles(input.memory.profiles ?? [], cues.profiles(tokens)),
      topics: ranked,
      routes: ROUTES.map((route, k) => ({ route, p: routes[k] as number })).sort((a, b) => b.p - a.p),
      needs: needsOf(
        topics,
        (input.clauses ?? []).map((part) => topicsOf(part.text, lang, part.vector).topics),
      ),
    }
  }
  const partsDiffer = (parts: readonly string[], lang: Lang | 'other'): boolean => {
    const said = parts.flatMap((part) => {
      const { topics } = topicsOf(part, lang === 'other' ? undefined : lang, null)
      const best = Math.max(...topics)
      return best >= POINTS_TO ? [topics.indexOf(best)] : []
    })
    return new Set(said).size >= 2
  }
  return { read, normalise, clauses: createClauseSplitter(data), partsDiffer }
}

/** Topic probabilities of earlier messages; when none is known, the last answer's topics stand in. */
function earlierTopics(input: ReadInput, topicsOf: (text: string, vector: Float32Array | null) => number[]): number[][] {
  const said = input.previous.slice(-EARLIER_MESSAGES).map(({ text, vector }) => topicsOf(text, vector))
  if (said.length > 0) return said
  const remembered = (input.memory.topics ?? []).filter((topic): topic is Topic => (TOPICS as readonly string[]).includes(topic))
  return remembered.length === 0 ? [] : [TOPICS.map((topic) => (remembered[0] === topic ? 0.85 : 0) + 0.15 / TOPICS.length)]
}

function mergeProfiles(known: readonly string[], found: readonly Profile[]): Profile[] {
  return PROFILES.filter((profile) => known.includes(profile) || found.includes(profile))
}

const optional = <Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { [K in Key]?: string })
