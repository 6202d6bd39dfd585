import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { endApiKey, SCOPES } from '../../services/api/index.ts'
import { listPacketReads } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type ApiWorld, openApiWorld } from './api-world.ts'

const { engines } = bothStores()
const DAY_MS = 86_400_000

describe.each(engines)('the API on %s', (_name, open) => {
  let world: ApiWorld
  beforeEach(async () => {
    world = await openApiWorld(open)
  })
  afterEach(async () => {
    await world.stop()
  })

  describe('public feeds', () => {
    test('pages by cursor give every service once', async () => {
      const seen: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const response = await world.call('GET', `/services?limit=100${next ? `&cursor=${next}` : ''}`)
        const page = (await response.json()) as { data: { id: string }[]; next: string | null }
        seen.push(...page.data.map((service) => service.id))
        next = page.next
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.length).toBe(world.deps.library().services.size)
    })

    test('they may be cached, asked again cheaply, and read by the pages of others; what needs a key is kept by nobody', async () => {
      const [service] = ((await (await world.call('GET', '/services?limit=1')).json()) as { data: { id: string }[] }).data
      for (const path of ['/cards?country=hn', '/services?country=hn', `/services/${service?.id}`, '/openapi.json']) {
        const first = await world.call('GET', path)
        expect(first.headers.get('cache-control')).toMatch(/^public, max-age=/)
        expect(first.headers.get('access-control-allow-origin')).toBe('*')
        const etag = first.headers.get('etag') ?? ''
        // Node's fetch would add no-cache of its own accord.
        const again = await world.call('GET', path, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })
        expect([path, again.status, await again.text()]).toEqual([path, 304, ''])
        const other = await world.call('GET', path, { headers: { 'if-none-match': 'W/"0-other"', 'cache-control': 'max-age=0' } })
        expect(other.status).toBe(200)
      }
      const kept = await world.call('GET', '/referrals', { key: (await world.key(SCOPES)).key })
      expect(kept.headers.get('cache-control')).toBe('no-store')
    })
  })

  describe('keys', () => {
    test('only a hash is kept; a key that ran out, was revoked, or is altered opens nothing', async () => {
      const { key, id } = await world.key(SCOPES, { days: 1 })
      const rows = await world.engine.db.selectFrom('api_key').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(key.split('_').slice(2).join('_'))
      expect((await world.call('GET', '/referrals', { key })).status).toBe(200)
      expect((await world.call('GET', '/referrals', { key: `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}` })).status).toBe(401)
      const other = await world.key(SCOPES)
      await endApiKey({ engine: world.engine, clock: world.deps.cases.clock }, other.id, 'test')
      expect((await world.call('GET', '/referrals', { key: other.key })).status).toBe(401)
      world.pass(DAY_MS)
      expect((await world.call('GET', '/referrals', { key })).status).toBe(401)
      expect(id).toMatch(/^[0-9a-f]{16}$/)
    })

    test('each key has its own rate', async () => {
      const { key } = await world.key(SCOPES, { perMinute: 2 })
      const asked = async (with_: string) => (await world.call('GET', '/referrals', { key: with_ })).status
      expect([await asked(key), await asked(key), await asked(key)]).toEqual([200, 200, 429])
      expect(await asked((await world.key(SCOPES)).key)).toBe(200)
      world.pass(60_000)
      expect(await asked(key)).toBe(200)
    })
  })

  describe('referrals', () => {
    /** Whom the person is told as readers. */
    const toldReaders = async () => {
      const { person_id } = await world.engine.db.selectFrom('packet_read').select('person_id').executeTakeFirstOrThrow()
      return (await listPacketReads(world.engine.db, person_id, 10)).map((read) => read.firstName)
    }

    test('the answer of an institution is told to the webhooks of the office that asked', async () => {
      const [id, partner, asking] = [await world.referral(), await world.key(SCOPES), await world.key(SCOPES, { officeId: 'o' })]
      const hook = { url: world.receiver.url, events: ['referral.answered'] }
      const made = (await (await world.call('POST', '/webhooks', { key: asking.key, body: hook })).json()) as { id: string }
      const answered = await world.call('POST', `/referrals/${id}/answer`, { key: partner.key, body: { state: 'accepted' } })
      expect(answered.status).toBe(204)
      const told = await world.call('GET', `/webhooks/${made.id}/deliveries`, { key: asking.key })
      expect(await told.json()).toMatchObject({ data: [{ event: 'referral.answered', state: 'ready' }] })
    })

    test('a packet is read while the consent holds, the reading is kept, and not by another office', async () => {
      const id = await world.referral()
      const { key } = await world.key(SCOPES)
      const body = { why: 'to prepare the visit' }
      expect(await (await world.call('POST', `/referrals/${id}/packet`, { key, body })).json()).toEqual({
        parts: [{ key: 'need', text: 'Papers' }],
      })
      const reads = await world.engine.db.selectFrom('packet_read').select(['office_id', 'basis', 'why']).execute()
      expect(reads).toEqual([{ office_id: 'p', basis: 'referral', why: expect.anything() }])
      expect(await toldReaders()).toEqual(['Partner'])
      const stranger = await world.key(SCOPES, { officeId: 'o' })
      expect((await world.call('POST', `/referrals/${id}/packet`, { key: stranger.key, body })).status).toBe(403)
      expect(((await (await world.call('GET', '/referrals', { key: stranger.key })).json()) as { data: unknown[] }).data).toEqual([])
      world.pass(DAY_MS)
      expect((await world.call('POST', `/referrals/${id}/packet`, { key, body })).status).toBe(403)
    })

    test('one that was taken back is no longer listed', async () => {
      const id = await world.referral()
      const { key } = await world.key(SCOPES)
      await world.engine.db.updateTable('referral').set({ state: 'revoked' }).where('id', '=', id).execute()
      expect(((await (await world.call('GET', '/referrals', { key })).json()) as { data: unknown[] }).data).toEqual([])
    })
  })
})
