import type { OfficeQuery, OfficeView } from '../../bot/index.ts'
import { type Engine, listOffices } from '../store/index.ts'
import { chooseOffice } from './choose-office.ts'
import { type Hours, localTime, openingAt, promisedAt } from './office-hours.ts'

export interface Office {
  readonly id: string
  readonly agencyId: string
  readonly agencyName: string
  readonly kind: string
  readonly name: string
  /** A country of ours, or "any". */
  readonly country: string
  readonly place: string | null
  readonly topics: readonly string[]
  readonly phases: readonly string[]
  readonly languages: readonly string[]
  readonly hours: Hours
  readonly timezone: string
  readonly holidays: readonly string[]
  readonly answerMinutes: number
  readonly silenceMinutes: number
}

/** The offices, kept in memory: few, read at every hand-off. */
export interface OfficeDirectory {
  /** Reads them again from the store. */
  reload(): Promise<void>
  all(): readonly Office[]
  find(id: string): Office | undefined
  officeFor(query: OfficeQuery): OfficeView | undefined
  view(office: Office): OfficeView
  /** Until when an office means to have answered what comes in now (ms). */
  promisedAt(office: Office): number
}

/** How long a consent holds. */
const CONSENT_DAYS = 90

/** Opens the directory; empty until reloaded. */
export function openOffices(engine: Engine, clock: () => Date): OfficeDirectory {
  let offices: Office[] = []
  const directory: OfficeDirectory = {
    async reload() {
      offices = (await listOffices(engine.db)).map((row) => ({
        id: row.id,
        agencyId: row.agency_id,
        agencyName: row.agencyName,
        kind: row.agencyKind,
        name: row.name,
        country: row.country,
        place: row.place,
        topics: JSON.parse(row.topics) as string[],
        phases: JSON.parse(row.phases) as string[],
        languages: JSON.parse(row.languages) as string[],
        hours: JSON.parse(row.hours) as Hours,
        timezone: row.timezone,
        holidays: JSON.parse(row.holidays) as string[],
        answerMinutes: row.answer_minutes,
        silenceMinutes: row.silence_minutes,
      }))
    },
    all: () => offices,
    find: (id) => offices.find((office) => office.id === id),
    officeFor(query) {
      const now = clock().getTime()
      const office = chooseOffice(offices, query, (o) => openingAt(o, now).isOpen)
      return office && directory.view(office)
    },
    view(office) {
      const now = clock().getTime()
      const { isOpen, opensAt } = openingAt(office, now)
      const until = now + CONSENT_DAYS * 86_400_000
      return {
        id: office.id,
        name: office.name,
        isOpen,
        opensAt: opensAt === undefined ? undefined : localTime(opensAt, office.timezone),
        answerMinutes: office.answerMinutes,
        consentUntil: { ms: until, date: localTime(until, office.timezone).date },
      }
    },
    promisedAt: (office) => promisedAt(office, clock().getTime(), office.answerMinutes),
  }
  return directory
}
