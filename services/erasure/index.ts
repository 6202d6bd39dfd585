export { type Erasure, type ErasureDeps, erasePerson, prepareFarewell } from './erase-person.ts'
export { finishFarewells } from './finish-farewells.ts'
export { openErasure } from './open-erasure.ts'
export { redactAtProvider } from './redact-at-provider.ts'
