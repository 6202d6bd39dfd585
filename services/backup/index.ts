export { type RestoreReport, restoreBackup } from './restore-backup.ts'
export { scrubKeyRings } from './scrub-key-rings.ts'
export { type BackupDeps, type BackupReport, writeBackup } from './write-backup.ts'
