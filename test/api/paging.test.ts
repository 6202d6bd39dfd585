import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { SCOPES } from '../../services/api/index.ts'
import { cutPage } from '../../services/api/paging.ts'
import { bothStores } from '../support/both-stores.ts'
import { openApiWorld } from './api-world.ts'

interface Page {
  readonly data: readonly { readonly id: string }[]
  readonly next: string | null
}

test('whatever comes and goes between two pages: what stays is told once, what is told is there (property)', () => {
  const key = fc.string({ minLength: 1, maxLength: 8 })
  const change = fc.record({ add: fc.array(key, { maxLength: 5 }), remove: fc.array(fc.nat(40), { maxLength: 3 }) })
  fc.assert(
    fc.property(
      fc.uniqueArray(key, { maxLength: 40 }),
      fc.array(change, { maxLength: 50 }),
      fc.integer({ min: 1, max: 7 }),
      (first, changes, limit) => {
        let now = new Set(first)
        const stayed = new Set(first)
        const told: string[] = []
        let cursor: string | undefined
        for (let i = 0; ; i++) {
          const page = cutPage([...now], (item) => item, { cursor, limit })
          expect(page.data.every((item) => now.has(item))).toBe(true)
          told.push(...page.data)
          if (page.next === null) break
          cursor = page.next
          const { add = [], remove = [] } = changes[i] ?? {}
          for (const at of remove) {
            const gone = [...now][at]
            if (gone === undefined) continue
            now.delete(gone)
            stayed.delete(gone)
          }
          now = new Set([...now, ...add])
        }
        expect(new Set(told).size).toBe(told.length)
        expect(told.filter((item) => stayed.has(item)).sort()).toEqual([...stayed].sort())
      },
    ),
  )
})

const { engines } = bothStores()
describe.each(engines)('pages of referrals on %s', (_name, open) => {
  test('one that comes between two pages neither doubles nor hides another, and is told at the end', async () => {
    const world = await openApiWorld(open)
    const { key } = await world.key(SCOPES)
    const wanted: string[] = []
    for (let i = 0; i < 5; i++) {
      wanted.push(await world.referral())
      world.pass(1000)
    }
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page = (await (await world.call('GET', `/referrals?limit=2${next ? `&cursor=${next}` : ''}`, { key })).json()) as Page
      seen.push(...page.data.map(({ id }) => id))
      next = page.next
      if (seen.length === 2) wanted.push(await world.referral())
    }
    expect(seen).toEqual(wanted)
    await world.stop()
  })
})
