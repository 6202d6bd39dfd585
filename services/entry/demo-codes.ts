import { type Engine, insertEntryCode, listEntryCodes, listOffices } from '../store/index.ts'

const CODES = [
  {
    code: 'HOUSTON',
    kind: 'consulate',
    office_id: 'demo-consulate',
    label: 'Cartel (demo)',
    country: 'gt',
    here: 'us',
    phase: 'before',
    language: 'es',
  },
  {
    code: 'MX7K',
    kind: 'shelter',
    office_id: 'demo-casa',
    label: 'Albergue (demo)',
    country: null,
    here: null,
    phase: null,
    language: null,
  },
] as const

/** Codes of the demo offices, so that a poster can be printed and scanned at once; made once, in demo mode only. */
export async function makeDemoCodes(engine: Engine, now: number): Promise<void> {
  const offices = await listOffices(engine.db)
  if ((await listEntryCodes(engine.db)).length > 0) return
  for (const code of CODES)
    if (offices.some((office) => office.id === code.office_id))
      await insertEntryCode(engine.db, { ...code, created_by: 'demo', created_at: now })
}
