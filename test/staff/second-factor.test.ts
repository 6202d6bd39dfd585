import { describe, expect, test } from '@jest/globals'
import { codeOfStep } from '../../services/staff/totp.ts'
import { insertAgency, insertOffice, insertStaff, spendCodeStep } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'

test('codes are those of RFC 6238, appendix B', () => {
  const key = Buffer.from('12345678901234567890')
  expect(codeOfStep(key, 1)).toBe('287082')
  expect(codeOfStep(key, 0x23523ec)).toBe('081804')
  expect(codeOfStep(key, 0x27bc86aa)).toBe('353130')
})

const { engines } = bothStores()
describe.each(engines)('the half minute of a code, %s', (_name, open) => {
  test('is used up by one of many who come at once, with all before it, for this account only', async () => {
    const engine = await open()
    const { db } = engine
    await insertAgency(db, { id: 'a', name: 'A', kind: 'ngo', created_at: 1 })
    const lists = { topics: '[]', phases: '[]', languages: '[]', hours: '{}', holidays: '[]' }
    const minutes = { answer_minutes: 30, silence_minutes: 240 }
    const place = { country: 'any', place: null, timezone: 'UTC' }
    await insertOffice(db, { id: 'o', agency_id: 'a', name: 'O', ...place, ...lists, ...minutes, is_active: 1, created_at: 1 })
    const staff = { office_id: 'o', role: 'caseworker', first_name: 'A', locale: 'es', is_active: 1, failed_codes: 0, locked_until: null }
    for (const id of ['ana', 'luz']) await insertStaff(db, { id, user_id: `u-${id}`, email: `${id}@x.example`, ...staff, created_at: 1 })
    const spent = await Promise.all(Array.from({ length: 8 }, () => spendCodeStep(db, 'ana', 100)))
    expect(spent.filter(Boolean)).toHaveLength(1)
    expect(await spendCodeStep(db, 'ana', 99)).toBe(false)
    expect(await spendCodeStep(db, 'luz', 100)).toBe(true)
    expect(await spendCodeStep(db, 'ana', 101)).toBe(true)
    await engine.close()
  })
})
