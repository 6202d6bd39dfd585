import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { consulateCard } from '../../bot/answer/consulate-card.ts'
import { offendingIn } from '../../bot/answer/gate-answer.ts'
import { render } from '../../bot/answer/render.ts'
import { type Consulates, NETWORKS } from '../../bot/consulates/index.ts'
import type { Ports, Turn } from '../../bot/index.ts'
import { LANGUAGES } from '../../bot/vocabulary.ts'
import { openCommandLineBrain } from '../../services/ask/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadJurisdiction, type NetworkFile, tableOf } from '../../services/jurisdiction/index.ts'

let brain: Awaited<ReturnType<typeof openCommandLineBrain>>
let ports: Ports
beforeAll(async () => {
  brain = await openCommandLineBrain()
  ports = brain.brain.ports()
}, 60_000)
afterAll(() => brain.close())

test('every row in five languages: two segments by SMS, and on no channel a phone or link that its records do not answer for', async () => {
  const { value } = await loadJurisdiction('content')
  if (!value) throw new RangeError('content/jurisdiction cannot be read')
  const consulates = ports.consulates as Consulates
  let rows = 0
  for (const country of NETWORKS)
    for (const places of [[], ...tableOf(value, value.networks.get(country) as NetworkFile).map(({ place }) => [place])]) {
      rows += places.length
      for (const lang of LANGUAGES) {
        const view = consulates.find(country, places, lang)
        if (!view) throw new RangeError(`${country} ${places}`)
        const byPhone = places[0]?.startsWith('us-') ? { code: '305' } : {}
        const ask =
          places.length === 0 ? [{ type: 'text' as const, kind: 'question' as const, text: ports.text(lang, 'consulate.ask_place') }] : []
        const said = [{ type: 'cards' as const, cards: [consulateCard(view, ports, { isElsewhere: false, ...byPhone })] }, ...ask]
        for (const channel of ['sms', 'whatsapp', 'web']) {
          const rendered = render(said, lang, CAPABILITIES[channel] as Turn['capabilities'], ports)
          expect({ country, places, lang, offending: offendingIn(rendered, said) }).toEqual({ country, places, lang, offending: [] })
          for (const text of channel === 'sms' ? [...rendered.replies.map((reply) => reply.text), ...rendered.rest] : [])
            expect({ text, segments: Math.max(2, ports.fitSegments(text).segments) }).toEqual({ text, segments: 2 })
        }
      }
    }
  expect(rows).toBe(52 * 6 + 32 * 5)
}, 120_000)

test('where a source has a list it is told, and a doubtful border names both sides, each as far as it is known', () => {
  const view = (ports.consulates as Consulates).find('gt', ['us-OH', 'us-GA'], 'es')
  if (!view) throw new RangeError('gt')
  const [ohio, georgia] = view.rows
  if (!ohio || !georgia) throw new RangeError('rows')
  const columbus = ohio.services.filter(({ id }) => id === 'gt-consulate-columbus')
  const source = { publisher: 'Minex', url: 'https://www.minex.gob.gt' }
  const listed = { ...ohio, basis: 'list' as const, services: columbus, seats: [], source }
  const one = consulateCard({ ...view, rows: [listed] }, ports, { isElsewhere: false })
  expect(one.short).toBe('A Ohio le atiende: Consulado General de Guatemala en Columbus, Ohio.')
  expect(one.services.map(({ id }) => id)).toEqual(['gt-consulate-columbus'])
  expect(one.source).toEqual(source)
  const both = consulateCard({ ...view, rows: [listed, georgia] }, ports, { isElsewhere: false })
  expect(both.short).toContain('A Ohio le atiende: Consulado General')
  expect(both.short).toContain('No tengo la lista de qué consulado de Guatemala atiende a Georgia.')
  expect(both.services[0]?.id).toBe('gt-consulate-columbus')
})
