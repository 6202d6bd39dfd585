export { HybridIndex, type HybridHit, type Passage } from './hybrid-index.ts'
export { HybridRetriever } from './hybrid-retriever.ts'
export { buildKnowledge, type Knowledge } from './knowledge.ts'
export { passageVectors } from './passage-vectors.ts'
