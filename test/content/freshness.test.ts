import { describe, expect, test } from '@jest/globals'
import { createLibrary, freshness, loadContentFiles, reviewBy } from '../../services/content/index.ts'

const card = (review: 'contacts' | 'procedure' | 'principle', checked_on: string) => ({ review, checked_on })

describe('freshness', () => {
  test.each([
    ['contacts', 90],
    ['procedure', 180],
    ['principle', 365],
  ] as const)('%s: current until the last moment of day %d, not after', (review, days) => {
    const due = reviewBy(card(review, '2026-01-01')) as Date
    expect((due.getTime() - Date.UTC(2026, 0, 1)) / 86_400_000).toBe(days)
    expect(freshness(card(review, '2026-01-01'), new Date(due.getTime() - 1), undefined)).toBe('current')
    expect(freshness(card(review, '2026-01-01'), due, undefined)).toBe('expired')
    expect(freshness(card(review, '2026-01-01'), due, new Date('2027-06-30'))).toBe('grace')
  })

  test('the last day of the grace counts, the next does not', () => {
    const grace = new Date('2027-06-30T00:00:00Z')
    expect(freshness(card('contacts', '2024'), new Date('2027-06-30T23:59:59Z'), grace)).toBe('grace')
    expect(freshness(card('contacts', '2024'), new Date('2027-07-01T00:00:00Z'), grace)).toBe('expired')
  })

  test('a month counts from its first day, a source without a date is never current', () => {
    expect(reviewBy(card('contacts', '2026-02'))).toEqual(new Date('2026-05-02T00:00:00Z'))
    expect(freshness(card('principle', 'unknown'), new Date('2020-01-01'), undefined)).toBe('expired')
  })

  test('the library tells the state of each translation by the injected clock', async () => {
    let now = new Date('2026-11-25')
    const library = createLibrary(await loadContentFiles('content'), {
      clock: () => now,
      graceUntil: new Date('2027-06-30'),
      publicUrl: () => '',
    })
    const states = () => (['es', 'en', 'ht', 'fr', 'pt'] as const).map((lang) => library.card('mx.id-card', lang)?.freshness)
    expect(states()).toEqual(Array(5).fill('grace'))
    now = new Date('2027-07-01')
    expect(states()).toEqual(Array(5).fill('expired'))
    now = new Date('2024-06-15')
    expect(states()).toEqual(Array(5).fill('current'))
  }, 60_000)
})
