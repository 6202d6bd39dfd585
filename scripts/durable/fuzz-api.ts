import { randomBytes, randomUUID } from 'node:crypto'
import { anyJson, anyValue, pick, type Random } from './fuzz-values.ts'

const FIELDS = ['url', 'events', 'since', 'why', 'state', 'text', 'services']
const EVENTS = ['referral.sent', 'referral.answered', 'nothing']

/** Headers of an institution: mostly a key that holds, from an address of its own, so that the rate of one address does not hide the rest. */
export function asKeyHolder(random: Random, apiKeys: readonly string[]): Record<string, string> {
  const key = random() < 0.9 ? pick(random, apiKeys) : `puente_${randomBytes(8).toString('hex')}_${'x'.repeat(40)}`
  return { authorization: `Bearer ${key}`, 'x-forwarded-for': Array.from(randomBytes(4)).join('.') }
}

/** A body that is nearly right: what the schema lets through is where the faults are. */
export function apiBody(random: Random, template: string): string {
  if (random() < 0.3) return anyJson(random, FIELDS)
  if (template.endsWith('/proposals'))
    return JSON.stringify({ services: Array.from({ length: 1 + Math.floor(random() * 3) }, () => service(random)) })
  if (template.endsWith('/webhooks'))
    return JSON.stringify({
      url: pick(random, ['https://198.51.100.1/', 'https://x.invalid/', anyValue(random)]),
      events: [pick(random, EVENTS)],
    })
  if (template.endsWith('/packet')) return JSON.stringify({ why: pick(random, ['to prepare the visit', anyValue(random)]) })
  if (template.endsWith('/answer'))
    return JSON.stringify({ state: pick(random, ['accepted', 'done', anyValue(random)]), text: anyValue(random) })
  return JSON.stringify({ since: pick(random, ['2026-01-01T00:00:00Z', anyValue(random)]) })
}

/** A service of HSDS with some of its fields bent. */
function service(random: Random): unknown {
  if (random() < 0.05) return anyValue(random)
  const id = randomUUID()
  const whole: Record<string, unknown> = {
    id,
    name: 'Casa',
    status: 'active',
    url: 'https://casa.example.org/',
    email: 'a@example.org',
    phones: [{ id: randomUUID(), service_id: id, number: '+50422220000' }],
    schedules: [{ id: randomUUID(), freq: 'WEEKLY', byday: 'MO,TU', opens_at: '08:00', closes_at: '16:00:00' }],
    service_at_locations: [{ id: randomUUID(), location: { id: randomUUID(), location_type: 'physical', description: 'x' } }],
    cost_options: [{ id: randomUUID(), amount: 0 }],
    languages: [{ id: randomUUID(), code: 'es' }],
    attributes: [{ id: randomUUID(), link_id: id, value: '{' }],
  }
  for (const field of Object.keys(whole)) if (random() < 0.15) whole[field] = random() < 0.5 ? anyValue(random) : [anyValue(random)]
  return whole
}
