import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import {
  addressText,
  type CardFile,
  type Figures,
  feeText,
  figuresOf,
  fillWords,
  hasPhone,
  inLanguage,
  type ServiceRecord,
  scheduleText,
} from '../../services/content/index.ts'

/** The dossier as text: one record, or all that a service could be from. */
export interface DossierTexts {
  readonly ids: readonly string[]
  /** Words of the card's or the service's own records. */
  readonly own: string
  /** Words of the whole dossier: what stands only there was perhaps carried by the wrong card. */
  readonly elsewhere: (test: (text: string) => boolean) => string | undefined
}

export interface Suspicion {
  readonly about: string
  readonly field: string
  readonly value: string
  /** Record in which it stands all the same. */
  readonly foundIn: string | undefined
}

/** Figures of a card's Spanish words that stand in none of its records. */
export function cardSuspicions(card: CardFile, services: ReadonlyMap<string, ServiceRecord>, dossier: DossierTexts): Suspicion[] {
  const listed = new Map(card.services.flatMap((id) => (services.has(id) ? [[id, services.get(id) as ServiceRecord]] : [])))
  const words = fillWords(card.es, listed, 'es')
  const own = figuresOf(dossier.own)
  const fields: [string, string][] = [
    ['title', words.title],
    ['short', words.short],
    ...words.steps.map((text, i): [string, string] => [`steps.${i}`, text]),
    ...words.requires.map((text, i): [string, string] => [`requires.${i}`, text]),
    ['cost', words.cost ?? ''],
    ['time', words.time ?? ''],
    ['note', words.note ?? ''],
  ]
  return fields.flatMap(([field, text]) =>
    unknownFigures(text, own).map((value) => ({
      about: card.id,
      field,
      value,
      foundIn: dossier.elsewhere((other) => isFigure(value, figuresOf(other))),
    })),
  )
}

/** Phones, fees, values, hours, places and pages of a service record that stand in none of the records of the cards that use it. */
export function serviceSuspicions(service: ServiceRecord, dossier: DossierTexts): Suspicion[] {
  const own = figuresOf(dossier.own)
  const say = (field: string, value: string, test: (text: string) => boolean) =>
    test(dossier.own) ? [] : [{ about: service.id, field, value, foundIn: dossier.elsewhere(test) }]
  const figures = (field: string, text: string) =>
    unknownFigures(text, own).map((value) => ({
      about: service.id,
      field,
      value: `${value} in "${text}"`,
      foundIn: dossier.elsewhere((other) => isFigure(value, figuresOf(other))),
    }))
  return [
    ...service.phones.flatMap((phone) => {
      return say(`phones.${phone.id}`, phone.number, (text) => hasPhone(figuresOf(text), phone.number))
    }),
    ...service.emails.flatMap((email) => say('emails', email, (text) => text.toLowerCase().includes(email.toLowerCase()))),
    ...service.urls.flatMap((url) => say('urls', url, (text) => text.includes(new URL(url).hostname.replace(/^www\./, '')))),
    ...service.fees.flatMap((fee) => ('free' in fee ? [] : figures(`fees.${fee.id}`, feeText(fee, 'es')))),
    ...Object.entries(service.values).flatMap(([id, value]) => figures(`values.${id}`, inLanguage(value, 'es'))),
    ...figures('schedule', scheduleText(service.schedule, 'es').replace('24 horas, todos los días', '')),
    ...missingWords(addressText(service.address), dossier.own).map((value) => ({
      about: service.id,
      field: 'address',
      value,
      foundIn: undefined,
    })),
  ]
}

function unknownFigures(text: string, own: Figures): string[] {
  return [...text.replace(/https?:\/\/\S+|\S+@\S+|:00/g, ' ').matchAll(/\+?[*#]?\d(?:[\s).,:\-–]*\d)*/g)]
    .map(([token]) => token)
    .filter((token) => !isFigure(token, own))
}

function isFigure(token: string, own: Figures): boolean {
  const digits = token.replace(/[^\d*#]/g, '')
  if (token.startsWith('+') || (digits.length >= 7 && !/[.,]/.test(token))) {
    const national = parsePhoneNumberFromString(token)?.nationalNumber ?? digits
    return own.joined.includes(national)
  }
  const isKnown = (part: string) => own.runs.has(part) || [...figuresOf(part).numbers].some((form) => own.numbers.has(form))
  return isKnown(token) || token.split(/[^\d.,*#]+/).every(isKnown)
}

/** Words of an address that its records do not have (small words and signs aside). */
function missingWords(address: string, own: string): string[] {
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const known = new Set(fold(own).match(/[\p{L}\p{N}]+/gu) ?? [])
  const missing = (fold(address).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 3 && !known.has(word))
  return missing.length > 0 ? [`${address} (not in the record: ${missing.join(' ')})`] : []
}
