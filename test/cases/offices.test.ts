import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { replyWindow } from '../../services/cases/index.ts'
import { chooseOffice, type Office, openingAt } from '../../services/offices/index.ts'

const WEEKDAYS = {
  mon: [['08:00', '17:00']],
  tue: [['08:00', '17:00']],
  wed: [['08:00', '17:00']],
  thu: [['08:00', '17:00']],
  fri: [['08:00', '17:00']],
} as const
const WEEKDAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const mexico = { hours: WEEKDAYS, timezone: 'America/Mexico_City', holidays: ['MX'] }
const at = (iso: string) => Date.parse(iso)

describe('opening hours', () => {
  test("open and closed by the office's own clock", () => {
    expect(openingAt(mexico, at('2026-11-25T14:00:00Z'))).toEqual({ isOpen: true, opensAt: undefined })
    expect(openingAt(mexico, at('2026-11-25T23:00:00Z'))).toEqual({ isOpen: false, opensAt: at('2026-11-26T14:00:00Z') })
  })

  test('a weekend opens on Monday, a public holiday the day after', () => {
    expect(openingAt(mexico, at('2026-11-28T18:00:00Z')).opensAt).toBe(at('2026-11-30T14:00:00Z'))
    expect(openingAt(mexico, at('2026-12-25T18:00:00Z')).opensAt).toBe(at('2026-12-28T14:00:00Z'))
  })

  test('summer time moves the hour, not the clock on the wall', () => {
    const houston = { ...mexico, timezone: 'America/Chicago', holidays: [] }
    expect(openingAt(houston, at('2026-07-01T02:00:00Z')).opensAt).toBe(at('2026-07-01T13:00:00Z'))
    expect(openingAt(houston, at('2026-12-01T02:00:00Z')).opensAt).toBe(at('2026-12-01T14:00:00Z'))
  })

  test('a day of its own is shut, a holiday on which it works is open, and what a notice shuts opens after its last day', () => {
    const thursday = at('2026-11-26T15:00:00Z')
    expect(openingAt({ ...mexico, closedOn: ['2026-11-26'] }, thursday).opensAt).toBe(at('2026-11-27T14:00:00Z'))
    expect(openingAt({ ...mexico, openOn: ['2026-12-25'] }, at('2026-12-25T15:00:00Z')).isOpen).toBe(true)
    expect(openingAt({ ...mexico, openOn: ['2026-12-25'], closedOn: ['2026-12-25'] }, at('2026-12-25T15:00:00Z')).isOpen).toBe(false)
    expect(openingAt({ ...mexico, closedUntil: '2026-11-27' }, thursday)).toEqual({ isOpen: false, opensAt: at('2026-11-30T14:00:00Z') })
    expect(openingAt({ ...mexico, closedUntil: '2026-11-25' }, thursday).isOpen).toBe(true)
  })

  test('whatever an office sets, the next opening that is told is a moment at which it is open, and none before it is', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
    const shift = fc.tuple(time, time).filter(([from, to]) => from < to)
    const soon = fc
      .integer({ min: 0, max: 25 })
      .map((n) => new Date(at('2026-10-20T00:00:00Z') + n * 86_400_000).toISOString().slice(0, 10))
    const anyOffice = fc.record({
      hours: fc.dictionary(fc.constantFrom(...WEEKDAY_NAMES), fc.array(shift, { maxLength: 2 })),
      // Clocks are put back in this span, and in Havana at midnight.
      timezone: fc.constantFrom('America/Chicago', 'America/Havana', 'America/Mexico_City', 'UTC'),
      holidays: fc.subarray(['US', 'MX', 'GT']),
      closedOn: fc.array(soon, { maxLength: 4 }),
      openOn: fc.array(soon, { maxLength: 4 }),
      closedUntil: fc.option(soon, { nil: undefined }),
    })
    fc.assert(
      fc.property(anyOffice, fc.integer({ min: at('2026-10-20T00:00:00Z'), max: at('2026-11-10T00:00:00Z') }), (office, now) => {
        const { isOpen, opensAt } = openingAt(office, now)
        if (opensAt === undefined) return
        expect(isOpen).toBe(false)
        expect(opensAt).toBeGreaterThan(now)
        expect(openingAt(office, opensAt).isOpen).toBe(true)
        expect(openingAt(office, (now + opensAt) / 2).isOpen).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('an office without hours never says that it opens', () => {
    expect(openingAt({ ...mexico, hours: {} }, at('2026-11-25T14:00:00Z'))).toEqual({ isOpen: false, opensAt: undefined })
  })
})

describe('choosing an office', () => {
  const office = (id: string, over: Partial<Office>): Office => ({
    id,
    agencyId: 'a',
    agencyName: 'A',
    kind: 'ngo',
    name: id,
    country: 'any',
    place: null,
    topics: [],
    phases: [],
    languages: ['es'],
    hours: {},
    timezone: 'UTC',
    holidays: [],
    answerMinutes: 1,
    silenceMinutes: 1,
    ...over,
  })
  const offices = [
    office('anywhere', {}),
    office('honduras', { country: 'hn' }),
    office('honduras-creole', { country: 'hn', languages: ['ht'] }),
    office('consulate', { country: 'hn', place: 'us' }),
    office('health', { country: 'hn', topics: ['health-care'] }),
  ]
  const query = { country: 'hn', here: undefined, phase: null, topic: undefined, lang: 'es' } as const
  const shut = () => false

  test.each([
    ['the country before any country', query, 'honduras'],
    ['any country when none serves it', { ...query, country: 'ni' }, 'anywhere'],
    ['the consulate where the person is', { ...query, here: 'us' }, 'consulate'],
    ['the one for the matter', { ...query, topic: 'health-care' }, 'health'],
    ['the one of the language', { ...query, lang: 'ht' }, 'honduras-creole'],
  ] as const)('%s', (_why, wanted, expected) => {
    expect(chooseOffice(offices, wanted, shut)?.id).toBe(expected)
  })

  test('of two consulates the one that serves the state; a state that none of them serves goes to whoever serves the whole', () => {
    const [texas, ohio] = [
      office('texas', { country: 'hn', place: 'us', serves: ['us-TX'] }),
      office('ohio', { country: 'hn', place: 'us', serves: ['us-OH'] }),
    ]
    const pick = (livesIn?: string[]) =>
      chooseOffice([ohio, texas, office('anywhere', {})], { ...query, here: 'us', ...(livesIn ? { livesIn } : {}) }, shut)?.id
    expect([pick(['us-TX']), pick(['us-OH']), pick(['us-NY']), pick(['us-NY', 'us-TX']), pick()]).toEqual([
      'texas',
      'ohio',
      'anywhere',
      'texas',
      'ohio',
    ])
  })

  test('an open one among equals', () => {
    const equals = [office('b', {}), office('c', {})]
    expect(chooseOffice(equals, query, (o) => o.id === 'c')?.id).toBe('c')
  })
})

describe('the window', () => {
  const DAY = 24 * 3_600_000
  test.each([
    [DAY - 1_000, true],
    [DAY, false],
    [DAY + 1_000, false],
  ])('%d ms after the person wrote: open is %s', (after, isOpen) => {
    expect(replyWindow(DAY, 1_000, 1_000 + after).isOpen).toBe(isOpen)
  })

  test('a channel without a window is always open; nobody who never wrote is written to', () => {
    expect(replyWindow(undefined, null, 5)).toEqual({ isOpen: true, leftMs: undefined })
    expect(replyWindow(DAY, null, 5)).toEqual({ isOpen: false, leftMs: 0 })
  })
})
