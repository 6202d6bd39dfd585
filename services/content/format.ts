import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Lang } from '../../bot/vocabulary.ts'
import type { Fee, LocalText, Opening, ServiceRecord } from './service-schema.ts'

type Phone = ServiceRecord['phones'][number]

const DAYS: Record<Lang, Record<string, string>> = {
  es: { mo: 'lun', tu: 'mar', we: 'mié', th: 'jue', fr: 'vie', sa: 'sáb', su: 'dom', always: '24 horas, todos los días' },
  en: { mo: 'Mon', tu: 'Tue', we: 'Wed', th: 'Thu', fr: 'Fri', sa: 'Sat', su: 'Sun', always: '24 hours, every day' },
  ht: { mo: 'lendi', tu: 'madi', we: 'mèkredi', th: 'jedi', fr: 'vandredi', sa: 'samdi', su: 'dimanch', always: '24 sou 24, chak jou' },
  fr: { mo: 'lun', tu: 'mar', we: 'mer', th: 'jeu', fr: 'ven', sa: 'sam', su: 'dim', always: '24 h sur 24, tous les jours' },
  pt: { mo: 'seg', tu: 'ter', we: 'qua', th: 'qui', fr: 'sex', sa: 'sáb', su: 'dom', always: '24 horas, todos os dias' },
}
const DAY_ORDER = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']

const FREE: Record<Lang, string> = { es: 'gratis', en: 'free', ht: 'gratis', fr: 'gratuit', pt: 'grátis' }

const CURRENCIES: Record<string, Record<Lang, string>> = {
  USD: { es: 'dólares', en: 'US dollars', ht: 'dola ameriken', fr: 'dollars US', pt: 'dólares' },
  MXN: { es: 'pesos', en: 'Mexican pesos', ht: 'peso meksiken', fr: 'pesos mexicains', pt: 'pesos mexicanos' },
  GTQ: { es: 'quetzales', en: 'quetzales', ht: 'ketsal', fr: 'quetzals', pt: 'quetzais' },
  HNL: { es: 'lempiras', en: 'lempiras', ht: 'lanpira', fr: 'lempiras', pt: 'lempiras' },
  DOP: { es: 'pesos dominicanos', en: 'Dominican pesos', ht: 'peso dominiken', fr: 'pesos dominicains', pt: 'pesos dominicanos' },
  HTG: { es: 'gourdes', en: 'gourdes', ht: 'goud', fr: 'gourdes', pt: 'gourdes' },
  NIO: { es: 'córdobas', en: 'córdobas', ht: 'kòdoba', fr: 'cordobas', pt: 'córdobas' },
  CRC: { es: 'colones', en: 'colones', ht: 'kolon', fr: 'colons', pt: 'colones' },
  PAB: { es: 'balboas', en: 'balboas', ht: 'balboa', fr: 'balboas', pt: 'balboas' },
}

/** The text in the language, else the Spanish reference. */
export function inLanguage(text: string | LocalText, lang: Lang): string {
  return typeof text === 'string' ? text : (text[lang] ?? text.es)
}

/** A number as people dial it: short codes as they are, lines reachable only inside the country in national form, others international. */
export function phoneText(phone: Phone): string {
  const parsed = phone.number.startsWith('+') ? parsePhoneNumberFromString(phone.number) : undefined
  if (!parsed) return phone.number
  return phone.reach === 'inside' && parsed.country !== 'US' ? parsed.formatNational() : parsed.formatInternational()
}

/** "lun-vie 08:00-16:00; sáb 08:00-12:00". */
export function scheduleText(schedule: readonly Opening[], lang: Lang): string {
  return schedule
    .map((opening) => {
      if ('always' in opening) return DAYS[lang].always
      const sorted = [...opening.days].sort((a, b) => DAY_ORDER.indexOf(a) - DAY_ORDER.indexOf(b))
      const first = DAY_ORDER.indexOf(sorted[0] ?? 'mo')
      const isRun = sorted.every((day, i) => DAY_ORDER.indexOf(day) === first + i) && sorted.length > 2
      const name = (day: string) => DAYS[lang][day] ?? day
      const days = isRun ? `${name(sorted[0] ?? '')}-${name(sorted.at(-1) ?? '')}` : sorted.map(name).join(', ')
      return `${days} ${opening.opens}-${opening.closes}`
    })
    .join('; ')
}

/** "19 dólares", "gratis". */
export function feeText(fee: Fee, lang: Lang): string {
  if ('free' in fee) return FREE[lang]
  return `${fee.amount.toLocaleString('en-US')} ${CURRENCIES[fee.currency]?.[lang] ?? fee.currency}`
}

/** Address as published: "barrio Medina, San Pedro Sula, Cortés". */
export function addressText(address: ServiceRecord['address']): string {
  return [address?.text, address?.city, address?.region].filter((part) => part).join(', ')
}
