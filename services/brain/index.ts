export { type Brain, MODEL_DIR, openBrain, VECTOR_SEED } from './open-brain.ts'
