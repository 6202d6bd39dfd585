import { expect, test } from '@jest/globals'
import { byDay } from '../../services/offices/index.ts'

const at = (iso: string) => Date.parse(iso)

test.each([
  // Guatemala is six hours behind.
  [['gt'], '2026-11-25T14:59:00Z', '2026-11-25T15:00:00Z'],
  [['gt'], '2026-11-25T15:00:00Z', '2026-11-25T15:00:00Z'],
  [['gt'], '2026-11-26T01:59:00Z', '2026-11-26T01:59:00Z'],
  [['gt'], '2026-11-26T02:00:00Z', '2026-11-26T15:00:00Z'],
  // From the east of the United States to Alaska (nine hours behind) it is nine last in Alaska.
  [['us'], '2026-11-25T15:00:00Z', '2026-11-25T18:00:00Z'],
  // Who may be in two countries is written to when it is day in both.
  [['es', 'gt'], '2026-11-25T12:00:00Z', '2026-11-25T15:00:00Z'],
  [[], '2026-11-25T12:00:00Z', '2026-11-25T17:00:00Z'],
])('%j at %s: by day at %s', (places, now, day) => {
  expect(new Date(byDay(places, at(now))).toISOString()).toBe(new Date(day).toISOString())
})
