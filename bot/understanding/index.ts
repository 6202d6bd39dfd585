// What is read from a message: pure, no clock, no world. services/understanding loads the data and the trained head for it.
export { createReader, type Reader } from './read.ts'
export type { Reading, ReadInput, ReadMemory } from './types.ts'
export type { PlaceMention } from './country.ts'
export type { DetectedLanguage, LanguageReading } from './language.ts'
export { createNormaliser, type Normalise } from './normalise.ts'

// For training and loading
export { type LanguageData, languageDataSchema } from './language-data.ts'
export { type Calibration, type Head, HEAD_LABELS, headBytes, type HeadManifest, headManifestSchema, NONE, readHead, VECTOR_LENGTH } from './head.ts'
export { FEATURE_BITS, letterRow, lexicalRow, maskPlaces, type SparseRow, wordRow } from './features.ts'
export { compileGazetteer, type Gazetteer } from './gazetteer.ts'
export { readCountry } from './country.ts'
export { words } from './fold.ts'
export { followUpFeatures, FOLLOW_UP_FEATURES, mixWithEarlier } from './follow-up.ts'
export { headScores, type LinearHead, softmax } from './linear-head.ts'
export { isQuestion, ROUTE_FEATURES, type RouteContext, routeFeatures, routeProbabilities } from './routes.ts'
