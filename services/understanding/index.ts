// Loads what bot/understanding reads with: language data, the trained head, the language detector.
export { loadLanguageData } from './load-language-data.ts'
export { type DetectLanguage, loadLanguageDetector } from './detect-language.ts'
export { encoderHash, headInputs, isStale, loadHead, staleInputs } from './head-files.ts'
export { trainHead, type TrainingContext } from './training/train-head.ts'
