import type { Lang, OfficeNotice, OfficeQuery, OfficeView } from '../../bot/index.ts'
import { type Engine, listNotices, listOffices } from '../store/index.ts'
import { chooseOffice } from './choose-office.ts'
import type { Duty } from './duty.ts'
import { type Notice, noticeOf, readNotice } from './notice.ts'
import { type Hours, localTime, type Opening, openingAt, promisedAt } from './office-hours.ts'

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
  readonly closedOn?: readonly string[]
  readonly openOn?: readonly string[]
  /** States that it serves ("us-TX"); none: the whole of its place. */
  readonly serves?: readonly string[]
  /** Who is on duty, by weekday: staff ids. */
  readonly duty?: Duty
  /** What it tells people now; may be past its last day. */
  readonly notice?: Notice | undefined
  /** Months after which people who agreed are asked how they are. */
  readonly followUpMonths?: readonly number[]
  readonly version?: number
}

/** The offices, kept in memory: few, read at every hand-off. */
export interface OfficeDirectory {
  /** Reads them again from the store. */
  reload(): Promise<void>
  all(): readonly Office[]
  find(id: string): Office | undefined
  officeFor(query: OfficeQuery): OfficeView | undefined
  view(office: Office): OfficeView
  /** What an office tells people today, in a language or the nearest one that it was written in. */
  noticeOf(officeId: string, lang: Lang): OfficeNotice | undefined
  /** Whether an office is open now, and else when it opens next. */
  opening(office: Office): ReturnType<typeof openingAt>
  /** The day on an office's own clock. */
  today(office: Office): string
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
      const notices = new Map((await listNotices(engine.db)).map((row) => [row.office_id, readNotice(row)]))
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
        closedOn: JSON.parse(row.closed_on) as string[],
        openOn: JSON.parse(row.open_on) as string[],
        serves: JSON.parse(row.serves) as string[],
        duty: JSON.parse(row.duty) as Duty,
        notice: notices.get(row.id),
        followUpMonths: JSON.parse(row.follow_up_months) as number[],
        version: row.settings_version,
      }))
    },
    all: () => offices,
    find: (id) => offices.find((office) => office.id === id),
    officeFor(query) {
      const office = chooseOffice(offices, query, (o) => directory.opening(o).isOpen)
      return office && directory.view(office)
    },
    view(office) {
      const now = clock().getTime()
      const { isOpen, opensAt } = directory.opening(office)
      const until = now + CONSENT_DAYS * 86_400_000
      return {
        id: office.id,
        name: office.name,
        isOpen,
        opensAt: opensAt === undefined ? undefined : localTime(opensAt, office.timezone),
        answerMinutes: office.answerMinutes,
        followUpMonths: office.followUpMonths ?? [],
        consentUntil: { ms: until, date: localTime(until, office.timezone).date },
      }
    },
    noticeOf(officeId, lang) {
      const office = directory.find(officeId)
      return office?.notice && noticeOf(office, directory.today(office), lang)
    },
    opening: (office) => openingAt(openingOf(office), clock().getTime()),
    today: (office) => localTime(clock().getTime(), office.timezone).date,
    promisedAt: (office) => promisedAt(openingOf(office), clock().getTime(), office.answerMinutes),
  }
  return directory
}

function openingOf(office: Office): Opening {
  return { ...office, closedUntil: office.notice?.closes ? office.notice.until : undefined }
}
