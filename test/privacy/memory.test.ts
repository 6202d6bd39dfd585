import { expect, test } from '@jest/globals'
import { emptyState, withoutTurns } from '../../bot/index.ts'

test('after a day the words of the last turns are forgotten; language and country stay', () => {
  const state = {
    ...emptyState(),
    language: 'ht' as const,
    country: 'ht' as const,
    history: ['mwen rele Jan'],
    assistantLast: 'Bonjou Jan',
    rest: ['paj 2'],
    pending: { kind: 'complaint' as const, choices: [], about: 'mwen rele Jan' },
  }
  const kept = withoutTurns(state)
  expect(JSON.stringify(kept)).not.toContain('Jan')
  expect(kept).toMatchObject({ language: 'ht', country: 'ht', history: [], rest: [] })
  expect(withoutTurns(kept)).toBe(kept)
})
