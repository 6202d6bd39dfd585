export { type Brain, MODEL_DIR, openBrain } from './open-brain.ts'
