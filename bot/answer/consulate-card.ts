import type { CardView, ServiceView } from '../card.ts'
import type { ConsularContact, ConsularView, ConsulateRow } from '../consulates/index.ts'
import type { Ports } from '../ports.ts'
import { contactLine } from './card-lines.ts'

/**
 * The answer on somebody's consulate as a card, so that it goes the road of every answer: its form on each channel, its source and
 * date, the content gate. Of a consulate it is said that it serves a state only where a source says so.
 * @param lives.isElsewhere the person is in a country whose consulates are not in the data
 * @param lives.code the area code that the state was taken from: said, because people keep a number when they move
 */
export function consulateCard(
  view: ConsularView,
  ports: Ports,
  lives: { readonly isElsewhere: boolean; readonly code?: string },
): CardView {
  const { lang, rows } = view
  const t = (key: string, params: Record<string, string> = {}) =>
    ports.text(lang, `consulate.${key}`, { country: ports.text(lang, `country.${view.country}`), ...params })
  const nameOf = ({ placeName }: ConsulateRow) => (lives.code ? t('place_by_phone', { place: placeName, code: lives.code }) : placeName)
  const listed = rows.filter(({ basis }) => basis === 'list')
  const unlisted = rows.filter(({ basis }) => basis === 'general')
  const seats = [...new Set(unlisted.flatMap((row) => row.seats))]
  const isGeneral = unlisted.length > 0 || rows.length === 0
  const short = [
    ...listed.map((row) => t('listed', { place: nameOf(row), consulate: row.services.map(({ name }) => name).join(' / ') })),
    ...(unlisted.length > 0 ? [t('no_list', { place: unlisted.map(nameOf).join(' / ') })] : []),
    ...(rows.length === 0 ? [t(lives.isElsewhere ? 'elsewhere' : 'depends')] : []),
    ...(isGeneral ? whomToAsk(view, ports, t) : []),
  ].join(' ')
  const [first] = listed
  return {
    id: view.card.id,
    topic: view.card.topic,
    country: view.country,
    phases: [],
    profiles: [],
    lang,
    title: t('title'),
    short,
    steps: [
      ...(seats.length > 0 ? [t('seats', { cities: seats.join(', ') })] : []),
      ...(view.emergency ? [t('emergency', { contact: contactText(view.emergency) })] : []),
      ...(view.appointments ? [t('appointments', { contact: contactText(view.appointments) })] : []),
    ],
    requires: [],
    cost: undefined,
    time: undefined,
    note: undefined,
    services: servicesOf(view, isGeneral ? view.general : []),
    source: first && unlisted.length === 0 ? first.source : view.source,
    checkedOn: view.checkedOn,
    freshness: view.freshness,
    link: view.card.link,
  }
}

/** The first that can be reached; when the ministry's own line is not known, that is said. */
function whomToAsk(
  { general, lang, rows }: ConsularView,
  ports: Ports,
  t: (key: string, params?: Record<string, string>) => string,
): string[] {
  const inMexico = rows.length > 0 && rows.every(({ place }) => place.startsWith('mx-'))
  const contacts = general.map((service) => [
    ...reachedBy(service, inMexico).map((line) => contactLine(line, lang, ports)),
    ...service.urls.slice(0, 1),
  ])
  const at = contacts.findIndex((contact) => contact.length > 0)
  const name = general[at]?.name
  return [
    ...(contacts[0]?.length === 0 && rows.length > 0 ? [t('no_line')] : []),
    ...(name ? [t('ask_there', { contact: [shortName(name), contacts[at]?.[0]].join(', ') })] : []),
  ]
}

/** One number of a kind is enough in a short answer. A line that is free from the U.S. may not be reached from Mexico: there WhatsApp first. */
function reachedBy(service: ServiceView, inMexico: boolean): ServiceView[] {
  const voice = service.phones.find(({ kind }) => kind === 'voice')
  const chat = service.phones.find(({ kind }) => kind === 'whatsapp')
  const phones = inMexico && chat ? [chat] : [voice, chat].filter((phone) => phone !== undefined)
  return phones.length > 0 ? [{ ...service, phones }] : []
}

/** "Consulados de Guatemala": the ministry in brackets stands in the full name below. */
function shortName(name: string): string {
  return name.replace(/ \(.*\)$/, '').split(',')[0] ?? name
}

function contactText({ service, phone, url }: ConsularContact): string {
  return [service.name, phone, url].filter(Boolean).join(', ')
}

function servicesOf({ rows }: ConsularView, general: readonly ServiceView[]): ServiceView[] {
  const listed = rows.filter(({ basis }: ConsulateRow) => basis === 'list').flatMap((row) => row.services)
  const all = [...listed, ...general, ...rows.flatMap((row) => row.services)]
  return all.filter((service, at) => all.findIndex(({ id }) => id === service.id) === at)
}
