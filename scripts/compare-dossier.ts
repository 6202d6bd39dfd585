// npm run content:compare [-- --count 40 --seed 7]: draws cards and prints them beside their dossier records, for reading field by field.
// npm run content:compare -- --all [--only mx]: only the automatic check, over everything: figures, phones, pages and addresses that stand in no record.
import { parseArgs } from 'node:util'
import {
  addressText,
  type CardFile,
  dossierText,
  feeText,
  fillWords,
  inLanguage,
  loadContentFiles,
  loadCrisisLines,
  loadDossier,
  phoneText,
  type ServiceRecord,
  scheduleText,
} from '../services/content/index.ts'
import { cardSuspicions, type DossierTexts, type Suspicion, serviceSuspicions } from './compare-dossier/suspicions.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    root: { type: 'string', default: 'content' },
  },
})

const files = await loadContentFiles(values.root)
const records = await loadDossier(values.root)
const crisis = await loadCrisisLines(values.root)
const texts = new Map([...records, ...crisis].map(([id, record]) => [id, dossierText(record)]))
const services = new Map([...files.services].map(([id, s]) => [id, s.value]))
const cards = [...files.cards.values()].map((card) => card.value).filter((card) => !values.only || card.id.startsWith(values.only))

const drawn = values.all ? cards : draw(cards, Number(values.count), Number(values.seed))
const found: Suspicion[] = drawn.flatMap((card) => cardSuspicions(card, services, textsOf(card.dossier, card.country)))
const shown = values.all
  ? [...services.values()].filter((s) => !values.only || s.country === values.only)
  : drawn.flatMap((card) => card.services.flatMap((id) => services.get(id) ?? []))
for (const service of new Set(shown)) {
  const ids = [...files.cards.values()].filter((card) => card.value.services.includes(service.id)).flatMap((card) => card.value.dossier)
  found.push(...serviceSuspicions(service, textsOf([...new Set(ids)], service.country)))
}
if (!values.all) for (const card of drawn) console.log(sideBySide(card))
for (const { about, field, value, foundIn } of found)
  console.log(`? ${about} ${field}: ${value} stands in none of its records${foundIn ? ` (but in ${foundIn})` : ''}`)
console.log(`${drawn.length} of ${cards.length} cards compared; ${found.length} figures, phones, pages or places to look at`)

/** The words of some records, and of the crisis lines of the country, which every card of it may use. */
function textsOf(ids: readonly string[], country: string): DossierTexts {
  const lines = [...crisis].filter(([, record]) => record.country === country).map(([id]) => id)
  const own = [...ids, ...lines]
  return {
    ids,
    own: own.map((id) => texts.get(id) ?? '').join('\n'),
    elsewhere: (test) => {
      const holding = [...texts].filter(([id, text]) => !own.includes(id) && test(text)).map(([id]) => id)
      return holding.find((id) => id.startsWith(`${country}/`)) ?? holding[0]
    },
  }
}

/** The same cards for the same seed, whatever stands in them. */
function draw(from: readonly CardFile[], count: number, seed: number): CardFile[] {
  let state = seed >>> 0 || 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return from
    .map((card) => ({ card, at: next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ card }) => card)
}

function sideBySide(card: CardFile): string {
  const listed = card.services.flatMap((id) => services.get(id) ?? [])
  const words = fillWords(card.es, new Map(listed.map((s) => [s.id, s])), 'es')
  return [
    `${'='.repeat(100)}\n${card.id}  (checked on ${card.checked_on}, ${card.review})`,
    `  ${words.title}\n  ${words.short}`,
    ...words.steps.map((step, i) => `  ${i + 1}. ${step}`),
    ...words.requires.map((item) => `  - ${item}`),
    ...(['cost', 'time', 'note'] as const).flatMap((field) => (words[field] ? [`  ${field}: ${words[field]}`] : [])),
    ...listed.map(serviceLine),
    ...card.dossier.map((id) => `${'-'.repeat(40)} ${id}\n${indent(texts.get(id) ?? 'no such record')}`),
  ].join('\n')
}

function serviceLine(service: ServiceRecord): string {
  const parts = [
    service.phones.map((phone) => `${phone.id} ${phoneText(phone)}`).join(', '),
    service.emails.join(', '),
    service.urls.join(', '),
    addressText(service.address),
    scheduleText(service.schedule, 'es'),
    service.fees.map((fee) => `${fee.id}: ${feeText(fee, 'es')}`).join(', '),
    Object.entries(service.values)
      .map(([id, value]) => `${id}: ${inLanguage(value, 'es')}`)
      .join(', '),
  ]
  return `  [${service.id}] ${inLanguage(service.name, 'es')} | ${parts.filter((part) => part !== '').join(' | ')}`
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    | ${line}`)
    .join('\n')
}
