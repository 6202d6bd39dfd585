import { z } from 'zod'
import type { CardView } from '../../bot/index.ts'
import { COUNTRIES, LANGUAGES, TOPICS } from '../../bot/vocabulary.ts'
import type { Library } from '../content/index.ts'
import { ERRORS, PuenteError } from '../errors/index.ts'
import { serviceHsdsId, toHsds } from '../exchange/index.ts'
import { operation } from './operation.ts'
import { cutPage, PageQuery, pageOf } from './paging.ts'

const Lang = z.enum(LANGUAGES)
const Country = z.enum([...COUNTRIES, 'any'])

const Card = z.object({
  id: z.string(),
  topic: z.enum(TOPICS),
  country: Country,
  lang: Lang,
  title: z.string(),
  short: z.string(),
  steps: z.array(z.string()),
  requires: z.array(z.string()),
  cost: z.string().nullable(),
  time: z.string().nullable(),
  note: z.string().nullable(),
  services: z.array(z.string()).describe('Identifiers of /services'),
  source: z.object({ publisher: z.string(), url: z.string() }),
  checkedOn: z.string().describe('As the source gives it: a year, a month, a day or "unknown"'),
  freshness: z.enum(['current', 'grace']).describe('A card past its date is not served'),
  link: z.string(),
})

/** A service as HSDS 3.0 has it; more fields than named here may come. */
const Service = z.looseObject({ id: z.uuid(), name: z.string(), status: z.string() })

export const PUBLIC_OPERATIONS = [
  operation({
    method: 'get',
    path: '/cards',
    id: 'listCards',
    summary: 'Reviewed answers, with source and date',
    query: PageQuery.extend({ lang: Lang.default('es'), country: Country.optional(), topic: z.enum(TOPICS).optional() }),
    answer: pageOf(Card),
    async handle({ deps, query }) {
      const library = deps.library()
      const wanted = library.cards.filter(
        (card) => (!query.country || card.country === query.country) && (!query.topic || card.topic === query.topic),
      )
      const { data, next } = cutPage(wanted, (card) => card.id, query)
      return { data: data.flatMap((card) => cardOf(library, library.card(card.id, query.lang)) ?? []), next }
    },
  }),
  operation({
    method: 'get',
    path: '/cards/{id}',
    id: 'readCard',
    summary: 'One reviewed answer',
    query: z.object({ lang: Lang.default('es') }),
    answer: Card,
    async handle({ deps, query, param }) {
      const card = cardOf(deps.library(), deps.library().card(param('id'), query.lang))
      if (!card) throw new PuenteError('P1004')
      return card
    },
  }),
  operation({
    method: 'get',
    path: '/services',
    id: 'listServices',
    summary: 'Offices, lines, shelters and programmes in the form of HSDS 3.0',
    query: PageQuery.extend({ country: z.enum([...COUNTRIES, 'us', 'any']).optional() }),
    answer: pageOf(Service),
    async handle({ deps, query }) {
      const wanted = [...deps.library().services.values()].filter((service) => !query.country || service.country === query.country)
      const { data, next } = cutPage(wanted, (service) => service.id, query)
      return { data: data.map((record) => ({ ...toHsds(record) })), next }
    },
  }),
  operation({
    method: 'get',
    path: '/services/{id}',
    id: 'readService',
    summary: 'One service in the form of HSDS 3.0',
    answer: Service,
    async handle({ deps, param }) {
      const record = [...deps.library().services.values()].find((one) => serviceHsdsId(one) === param('id'))
      if (!record) throw new PuenteError('P1004')
      return { ...toHsds(record) }
    },
  }),
  operation({
    method: 'get',
    path: '/problems/{code}',
    id: 'readProblem',
    summary: 'What a problem of this API means and what to do: the address in its `type`',
    answer: z.object({ code: z.string(), status: z.number().int(), title: z.string(), fix: z.string() }),
    async handle({ param }) {
      const code = param('code')
      const found = Object.entries(ERRORS).find(([known]) => known === code)?.[1]
      if (!found) throw new PuenteError('P1004')
      return { code, status: found.status, title: found.message, fix: found.fix }
    },
  }),
]

function cardOf(library: Library, view: CardView | undefined): z.infer<typeof Card> | undefined {
  if (!view || view.freshness === 'expired') return undefined
  const { id, topic, country, lang, title, short, source, checkedOn, freshness, link } = view
  return {
    id,
    topic,
    country,
    lang,
    title,
    short,
    steps: [...view.steps],
    requires: [...view.requires],
    cost: view.cost ?? null,
    time: view.time ?? null,
    note: view.note ?? null,
    services: view.services.map((service) => serviceHsdsId(library.services.get(service.id) ?? service)),
    source: { publisher: source.publisher, url: source.url },
    checkedOn,
    freshness,
    link,
  }
}
