export { masterKey } from './master-key.ts'
export { redact } from './redact.ts'
export { createVault, type PersonVault, type Vault } from './seal.ts'
