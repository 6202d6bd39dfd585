import { DAY_STEPS } from './note.ts'

const WORDS = {
  es: {
    made: 'pedidas',
    accepted: 'aceptadas',
    useful: 'sirve',
    rated: 'contestaron',
    told: 'lo dijeron',
    with: 'sí',
    without: 'no tienen',
    yes: 'sí',
    no: 'no',
    partly: 'en parte',
    women: 'mujeres',
    men: 'hombres',
    'other-sex': 'otro sexo',
    minor: 'menores de 18 años',
    youth: 'jóvenes',
    adult: 'de 30 a 59 años',
    older: 'personas mayores',
    'unaccompanied-child': 'niñez sola',
    before: 'antes de volver',
    travel: 'en camino',
    arrival: 'llegada',
    after: 'después',
  },
  en: {
    made: 'made',
    accepted: 'accepted',
    useful: 'useful',
    rated: 'answered',
    told: 'told of it',
    with: 'yes',
    without: 'have none',
    yes: 'yes',
    no: 'no',
    partly: 'partly',
    women: 'women',
    men: 'men',
    'other-sex': 'another sex',
    minor: 'under 18',
    youth: 'young people',
    adult: 'from 30 to 59',
    older: 'older people',
    'unaccompanied-child': 'children alone',
    before: 'before the return',
    travel: 'on the way',
    arrival: 'arrival',
    after: 'after',
  },
} as const
const SPANS = {
  es: {
    under: (n: number) => `menos de ${n} ${n === 1 ? 'día' : 'días'}`,
    from: (n: number) => `desde ${n} días`,
    months: (n: string) => `a los ${n} meses`,
  },
  en: {
    under: (n: number) => `under ${n} ${n === 1 ? 'day' : 'days'}`,
    from: (n: number) => `${n} days and more`,
    months: (n: string) => `at ${n} months`,
  },
} as const

/** A value of an indicator as it is read; what has a name elsewhere (topics, offices, languages, countries) is not here. Pure. */
export function valueWord(lang: 'es' | 'en', id: string, value: string): string {
  const word = (key: string): string => (WORDS[lang] as Readonly<Record<string, string>>)[key] ?? key
  if (id.endsWith('-days')) return value === 'more' ? SPANS[lang].from(DAY_STEPS.at(-1) ?? 0) : SPANS[lang].under(Number(value))
  if (id !== 'step') return word(value)
  const [months = '', answer = ''] = value.split(':')
  return answer === '' ? SPANS[lang].months(months) : `${SPANS[lang].months(months)}: ${word(answer)}`
}
