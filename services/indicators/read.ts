import { readMonth } from '../figures/index.ts'
import { type Db, listCheckInCounts, listIndicatorCounts, listReturnCounts } from '../store/index.ts'
import { type IndicatorCounted, type IndicatorRow, tellCounts } from './tell.ts'

/** The indicators in the order in which they are told; each is explained in texts.ts and docs/indicators.md. */
export const INDICATORS = [
  'contact-days',
  'service-days',
  'request',
  'step',
  'satisfaction',
  'papers',
  'skills',
  'children',
  'school',
  'referral-made',
  'referral-accepted',
  'referral-refused',
  'referral-expired',
  'reach-country',
  'reach-phase',
  'reach-lang',
  'reach-channel',
  'reach-profile',
  'unanswered',
] as const
export type IndicatorId = (typeof INDICATORS)[number]

export interface IndicatorMonth {
  readonly month: string
  /** Only a month that is over is told: asking twice does not tell who came between. */
  readonly isOver: boolean
  readonly indicators: readonly { readonly id: IndicatorId; readonly rows: readonly IndicatorRow[]; readonly shares: readonly Share[] }[]
}

export interface Share {
  /** "" for the indicator itself; the month of the check-in for steps. */
  readonly value: string
  readonly percent: number
}

/** Of which two values a share is made, where the indicator is one. */
const SHARES: Readonly<Partial<Record<IndicatorId, readonly [part: string, whole: string]>>> = {
  request: ['accepted', 'made'],
  satisfaction: ['useful', 'rated'],
  papers: ['without', 'told'],
  skills: ['with', 'told'],
  children: ['with', 'told'],
  school: ['yes', 'told'],
}
const SHARE_STEP = 5
const STEP_MONTHS = ['3', '6', '12'] as const

/**
 * The indicators of an office and month. Every number is "at least", in steps of five, a few are never told, and the sum of countries
 * is lowered where it would tell what one of them hides; shares are made of told numbers only, so that they say nothing more.
 */
export async function readIndicators(db: Db, asked: { officeId: string; month: string; today: string }): Promise<IndicatorMonth> {
  const isOver = asked.month < asked.today.slice(0, 7)
  if (!isOver) return { month: asked.month, isOver, indicators: [] }
  const counts: IndicatorCounted[] = [
    ...(await listIndicatorCounts(db, asked)),
    ...(await returnsOf(db, asked)),
    ...(await stepsOf(db, asked)),
    ...(await schoolsOf(db, asked)),
  ]
  const figures = await figuresOf(db, asked)
  return {
    month: asked.month,
    isOver,
    indicators: INDICATORS.map((id) => {
      const rows = figures[id] ?? tellCounts(counts.filter(({ indicator }) => indicator === id))
      return { id, rows, shares: sharesOf(id, rows) }
    }),
  }
}

function sharesOf(id: IndicatorId, rows: readonly IndicatorRow[]): Share[] {
  const told = (value: string) => rows.find((row) => row.country === '' && row.value === value)?.people ?? 0
  const pair = SHARES[id]
  if (pair) return share('', told(pair[0]), told(pair[1]))
  if (id !== 'step') return []
  return STEP_MONTHS.flatMap((month) => {
    const answers = rows.filter((row) => row.country === '' && row.value.startsWith(`${month}:`))
    const all = answers.reduce((sum, { people }) => sum + (people ?? 0), 0)
    return share(month, told(`${month}:yes`), all)
  })
}

function share(value: string, part: number, whole: number): Share[] {
  if (part === 0 || whole === 0) return []
  return [{ value, percent: Math.min(100, Math.round((100 * part) / whole / SHARE_STEP) * SHARE_STEP) }]
}

/** What people told of their own return. Who told nothing did not say no: the base is who told. */
async function returnsOf(db: Db, asked: { officeId: string; month: string }): Promise<IndicatorCounted[]> {
  return (await listReturnCounts(db, asked)).flatMap((row) => {
    const { country } = row
    return [
      { indicator: 'papers', value: 'told', country, n: row.papers_told },
      { indicator: 'papers', value: 'without', country, n: row.without_papers },
      { indicator: 'skills', value: 'told', country, n: row.skills_told },
      { indicator: 'skills', value: 'with', country, n: row.with_skills },
      { indicator: 'children', value: 'told', country, n: row.children_told },
      { indicator: 'children', value: 'with', country, n: row.with_children },
    ]
  })
}

async function stepsOf(db: Db, asked: { officeId: string; month: string }): Promise<IndicatorCounted[]> {
  return (await listCheckInCounts(db, { ...asked, measure: 'step' })).map(({ checkIn, value, country, n }) => ({
    indicator: 'step',
    value: `${checkIn}:${value}`,
    country,
    n,
  }))
}

/** Whose children all go to school, of who said yes or no: where none is of that age there is nothing to share. */
async function schoolsOf(db: Db, asked: { officeId: string; month: string }): Promise<IndicatorCounted[]> {
  const answers = (await listCheckInCounts(db, { ...asked, measure: 'school' })).filter(({ value }) => value !== 'too-young')
  return [...new Set(answers.map(({ country }) => country))].flatMap((country) => {
    const of = (values: readonly string[]) =>
      answers.filter((row) => row.country === country && values.includes(row.value)).reduce((sum, { n }) => sum + n, 0)
    return [
      { indicator: 'school', value: 'told', country, n: of(['yes', 'no']) },
      { indicator: 'school', value: 'yes', country, n: of(['yes']) },
    ]
  })
}

/** What the figures of the month tell already, told here as it is there: two forms of one number would tell more than either. */
async function figuresOf(
  db: Db,
  asked: { officeId: string; month: string; today: string },
): Promise<Partial<Record<IndicatorId, IndicatorRow[]>>> {
  const { by, totals } = await readMonth(db, asked)
  const rows = (list: typeof by.phase, field: 'conversations_month' | 'unanswered') =>
    list.map(({ value, counts }) => ({ country: '', value, people: counts[field] })).filter(({ people }) => people !== null)
  const { useful, not_useful } = totals
  const sum = (value: string, people: number) => ({ country: '', value, people })
  return {
    satisfaction: useful === null || not_useful === null ? [] : [sum('useful', useful), sum('rated', useful + not_useful)],
    'reach-country': rows(by.country, 'conversations_month'),
    'reach-phase': rows(by.phase, 'conversations_month'),
    'reach-lang': rows(by.lang, 'conversations_month'),
    'reach-channel': rows(by.channel, 'conversations_month'),
    unanswered: rows(by.topic, 'unanswered'),
  }
}
