// npm run vectors: embeds every card that changed and writes models/passage-vectors.bin, so that a first start need not.
import { openCommandLineBrain } from '../services/ask/index.ts'
import { VECTOR_SEED } from '../services/brain/index.ts'
import { writeVectorSeed } from '../services/knowledge/index.ts'
import { allVectors } from '../services/store/index.ts'

const { brain, engine, close } = await openCommandLineBrain()
const vectors = await allVectors(engine.db, brain.modelHash)
await writeVectorSeed(VECTOR_SEED, { modelHash: brain.modelHash, vectors })
await close()
console.log(`${vectors.size} vectors written to ${VECTOR_SEED}`)
