// Loads what bot/understanding reads with: language data, the trained head, the language detector.

export { type DetectLanguage, loadLanguageDetector } from './detect-language.ts'
export { encoderHash, headInputs, isStale, loadHead, staleInputs } from './head-files.ts'
export { loadLanguageData } from './load-language-data.ts'
export { type TrainingContext, trainHead } from './training/train-head.ts'
