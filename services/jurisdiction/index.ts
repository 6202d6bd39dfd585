// Which consulate serves whom: content/jurisdiction, read, held against its sources and given to the bot.
export { checkJurisdiction } from './check.ts'
export { createConsulates } from './consulates.ts'
export { type Jurisdiction, loadJurisdiction } from './load.ts'
export { NetworkFile } from './schema.ts'
export { type JurisdictionRow, rowOf, tableOf } from './table.ts'
