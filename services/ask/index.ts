export { type Answer, askQuestion, Question } from './ask-question.ts'
export { openCommandLineBrain } from './command-line-brain.ts'
export { type Explanation, explainQuestion } from './explain.ts'
export { HEADER, Labelled, type Score, score, summarise } from './score.ts'
