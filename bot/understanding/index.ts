// What is read from a message: pure, no clock, no world. services/understanding loads the data and the trained head for it.

export { createClauseSplitter, type Support, secondNeed } from './clauses.ts'
export type { PlaceMention } from './country.ts'
export { readCountry } from './country.ts'
export { FEATURE_BITS, letterRow, lexicalRow, maskPlaces, type SparseRow, wordRow } from './features.ts'
export { fold, words } from './fold.ts'
export { FOLLOW_UP_FEATURES, followUpFeatures, mixWithEarlier } from './follow-up.ts'
export { compileGazetteer, type Gazetteer } from './gazetteer.ts'
export { asksForTheOther, asksOfTheSame } from './goes-on.ts'
export {
  type Calibration,
  HEAD_LABELS,
  type Head,
  type HeadManifest,
  headBytes,
  headManifestSchema,
  NONE,
  readHead,
  VECTOR_LENGTH,
} from './head.ts'
export { createPlaceCheck } from './known-place.ts'
export type { DetectedLanguage, LanguageReading } from './language.ts'
// For training and loading
export { type LanguageData, languageDataSchema } from './language-data.ts'
export { headScores, type LinearHead, softmax } from './linear-head.ts'
export { createNormaliser, type Normalise } from './normalise.ts'
export { createReader, type Reader } from './read.ts'
export { isQuestion, ROUTE_FEATURES, type RouteContext, routeFeatures, routeProbabilities } from './routes.ts'
export type { ReadInput, Reading, ReadMemory } from './types.ts'
