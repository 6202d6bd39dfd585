import type { CardView, ChecklistItem, Country, Lang, Phase, ServiceView, Topic } from '../../bot/index.ts'
import type { CardFile } from './card-schema.ts'
import { fillWords } from './card-text.ts'
import { isStale } from './check-card.ts'
import { addressText, inLanguage, phoneText, scheduleText } from './format.ts'
import { freshness } from './freshness.ts'
import type { ContentFiles } from './load-content.ts'
import type { ServiceRecord } from './service-schema.ts'

/** The content as the bot and the pages ask for it. */
export interface Library {
  readonly cards: readonly CardFile[]
  readonly services: ReadonlyMap<string, ServiceRecord>
  card(id: string, lang: Lang): CardView | undefined
  /** A service record as people are shown it. */
  service(id: string, lang: Lang): ServiceView | undefined
  file(id: string): CardFile | undefined
  /** Where a card stands, as people see it: content/cards/mx/id-card.yaml */
  pathOf(id: string): string | undefined
  /** What to have in hand in a phase: what holds for all first, then what is of the country. */
  checklist(query: { country: Country | null; phase: Phase; lang: Lang }): ChecklistItem[]
  hasCard(topic: Topic, country: Country): boolean
  hasGeneralCard(topic: Topic): boolean
  generalHelp(country: Country | null, lang: Lang): { name: string; phone: string; url: string } | undefined
}

/** Where a country's people are pointed to when nothing else is known: the first of these topics that has a card with a phone. */
const GENERAL_TOPICS: readonly Topic[] = ['reception', 'consular-help', 'legal-aid', 'social-programmes', 'id-card', 'passport']

/** @param options.publicUrl our own address, for links to a card's page */
export function createLibrary(
  files: ContentFiles,
  options: { clock: () => Date; graceUntil: Date | undefined; publicUrl: () => string },
): Library {
  const services = new Map([...files.services].map(([id, s]) => [id, s.value]))
  const cards = [...files.cards.values()].map((c) => c.value)
  const byId = new Map(cards.map((card) => [card.id, card]))
  const covered = new Set(cards.map((card) => `${card.country}|${card.topic}`))

  const view = (card: CardFile, lang: Lang): CardView => {
    const served = card[lang] && !isStale(card, lang) ? lang : 'es'
    const listed = new Map(card.services.flatMap((id) => (services.has(id) ? [[id, services.get(id) as ServiceRecord]] : [])))
    const words = fillWords(card[served] ?? card.es, listed, served)
    const [source] = card.sources.filter((s) => s.url !== '').concat(card.sources)
    return {
      id: card.id,
      topic: card.topic,
      country: card.country,
      phases: card.phases,
      profiles: card.profiles,
      lang: served,
      ...words,
      services: [...listed.values()].map((s) => serviceView(s, served)),
      source: { publisher: source?.publisher ?? '', url: source?.url ?? '' },
      checkedOn: card.checked_on,
      freshness: freshness(card, options.clock(), options.graceUntil),
      link: `${options.publicUrl()}/c/${card.id}`,
    }
  }
  return {
    cards,
    services,
    file: (id) => byId.get(id),
    pathOf: (id) => files.cards.get(id)?.file,
    card(id, lang) {
      const card = byId.get(id)
      return card && view(card, lang)
    },
    service(id, lang) {
      const record = services.get(id)
      return record && serviceView(record, lang)
    },
    checklist: ({ country, phase, lang }) =>
      [`any.${phase}`, ...(country ? [`${country}.${phase}`] : [])].flatMap((id) =>
        (files.checklists.get(id)?.value.items ?? []).map((item) => ({
          id: item.id,
          text: item.text[lang],
          card: item.card,
          isForChildren: item.for === 'children',
        })),
      ),
    hasCard: (topic, country) => covered.has(`${country}|${topic}`),
    hasGeneralCard: (topic) => covered.has(`any|${topic}`),
    generalHelp(country, lang) {
      if (country === null) return undefined
      for (const topic of GENERAL_TOPICS)
        for (const card of cards.filter((c) => c.country === country && c.topic === topic))
          for (const id of card.services) {
            const service = services.get(id)
            const phone = service?.phones.find((p) => p.kind !== 'fax')
            if (service && (phone || service.urls[0]))
              return { name: inLanguage(service.name, lang), phone: phone ? phoneText(phone) : '', url: service.urls[0] ?? '' }
          }
      return undefined
    },
  }
}

function serviceView(service: ServiceRecord, lang: Lang): ServiceView {
  return {
    id: service.id,
    name: inLanguage(service.name, lang),
    unit: service.unit && inLanguage(service.unit, lang),
    phones: service.phones.map((phone) => ({ text: phoneText(phone), kind: phone.kind })),
    urls: service.urls,
    address: addressText(service.address),
    hours: scheduleText(service.schedule, lang),
    alert: service.alert && inLanguage(service.alert, lang),
    emails: service.emails,
    facts: Object.values(service.values).map((value) => inLanguage(value, lang)),
  }
}
