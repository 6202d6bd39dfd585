import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { COUNTRIES, LANGUAGES } from '../../bot/vocabulary.ts'
import { PuenteError } from '../errors/index.ts'
import { changeOffice, type Db, type Engine, endNotice, insertAudit, insertNotice, listStaff } from '../store/index.ts'
import type { Office, OfficeDirectory } from './directory.ts'
import { type Duty, dutyOf, ON_DUTY_ROLES } from './duty.ts'
import { MAX_NOTICE_DAYS, type NoticeForm } from './notice.ts'
import { holidaysFrom, WEEKDAYS, type Weekday } from './office-hours.ts'
import { statesOf } from './states.ts'

/** Countries whose holidays an office can keep: those of its nationals and those where consulates are. */
export const HOLIDAY_COUNTRIES: readonly string[] = ['US', ...COUNTRIES.map((country) => country.toUpperCase())]
/** How far ahead the page shows holidays. */
const HOLIDAYS_AHEAD_DAYS = 120
const MAX_SHIFTS = 3
const MAX_DAYS = 60
const MAX_STATES = 60
/** Months that an office can choose from for asking how people are. */
export const FOLLOW_UP_MONTHS = [1, 2, 3, 6, 9, 12] as const

const Time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const Shifts = z
  .array(z.tuple([Time, Time]))
  .max(MAX_SHIFTS)
  // One after the other: the end of each comes after its beginning and not after the next one's.
  .refine((shifts) =>
    shifts.flat().every((time, i, all) => i === 0 || (i % 2 === 1 ? time > (all[i - 1] ?? '') : time >= (all[i - 1] ?? ''))),
  )
const Days = z.array(z.iso.date()).max(MAX_DAYS)
const byWeekday = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(WEEKDAYS as [Weekday, ...Weekday[]]), value)

/** What an office sets itself. */
export const SettingsForm = z.strictObject({
  version: z.number().int().min(0),
  hours: byWeekday(Shifts),
  holidays: z.array(z.enum(HOLIDAY_COUNTRIES as [string, ...string[]])).max(HOLIDAY_COUNTRIES.length),
  closedOn: Days,
  openOn: Days,
  serves: z.array(z.string().regex(/^(us|mx)-[A-Z]{2,3}$/)).max(MAX_STATES),
  languages: z.array(z.enum(LANGUAGES)).min(1),
  duty: byWeekday(z.array(z.string().max(64)).max(100)),
  answerMinutes: z.number().int().min(5).max(10_080),
  /** Left out: as it is. */
  followUpMonths: z
    .array(z.number().refine((month) => FOLLOW_UP_MONTHS.some((known) => known === month)))
    .max(FOLLOW_UP_MONTHS.length)
    .optional(),
})
export type SettingsForm = z.infer<typeof SettingsForm>

export interface SettingsDeps {
  readonly engine: Engine
  readonly clock: () => Date
  readonly offices: OfficeDirectory
  /** Tells the other processes that offices have changed. */
  announce(officeId: string): void
}

/** Who changes them. */
export interface Changer {
  readonly staffId: string
}

/** What an office has set, who can be on duty, and the holidays that are coming. @throws PuenteError P1004 when there is no such office */
export async function readSettings(deps: SettingsDeps, officeId: string, lang: string) {
  const office = found(deps.offices, officeId)
  const staff = await casework(deps, officeId)
  const today = deps.offices.today(office)
  const { isOpen, opensAt } = deps.offices.opening(office)
  const { notice } = office
  return {
    id: office.id,
    name: office.name,
    timezone: office.timezone,
    today,
    isOpen,
    opensAt: opensAt ?? null,
    version: office.version ?? 0,
    hours: office.hours,
    holidays: office.holidays,
    holidayCountries: HOLIDAY_COUNTRIES,
    upcoming: holidaysFrom({ holidays: HOLIDAY_COUNTRIES }, today, { days: HOLIDAYS_AHEAD_DAYS, lang }),
    closedOn: (office.closedOn ?? []).filter((day) => day >= today),
    openOn: (office.openOn ?? []).filter((day) => day >= today),
    serves: office.serves ?? [],
    states: statesOf(office.place),
    languages: office.languages,
    duty: dutyOf(office.duty ?? {}, staff),
    staff: staff.map(({ id, first_name, role }) => ({ id, firstName: first_name, role })),
    answerMinutes: office.answerMinutes,
    followUpMonths: office.followUpMonths ?? [],
    notice: notice && today <= notice.until ? { texts: notice.texts, closes: notice.closes, until: notice.until } : null,
  }
}

/**
 * Takes over what an office sets itself; whoever asks from now on is told by it.
 * @throws PuenteError P1050 when somebody changed them since they were read, P1002 when somebody on duty does not work there or a state is not of its country
 */
export async function saveSettings(deps: SettingsDeps, officeId: string, who: Changer, form: SettingsForm): Promise<void> {
  const states = new Set(statesOf(found(deps.offices, officeId).place).map(({ id }) => id))
  if (form.serves.some((state) => !states.has(state))) throw new PuenteError('P1002', { detail: 'serves' })
  const staff = new Set((await casework(deps, officeId)).map(({ id }) => id))
  if (Object.values(form.duty as Duty).some((ids) => ids?.some((id) => !staff.has(id)))) throw new PuenteError('P1002', { detail: 'duty' })
  await deps.engine.db.transaction().execute(async (tx) => {
    const isChanged = await changeOffice(tx, officeId, form.version, {
      hours: JSON.stringify(form.hours),
      holidays: JSON.stringify(form.holidays),
      closed_on: JSON.stringify([...new Set(form.closedOn)].sort()),
      open_on: JSON.stringify([...new Set(form.openOn)].sort()),
      serves: JSON.stringify([...new Set(form.serves)].sort()),
      languages: JSON.stringify(form.languages),
      duty: JSON.stringify(form.duty),
      answer_minutes: form.answerMinutes,
      ...(form.followUpMonths ? { follow_up_months: JSON.stringify([...new Set(form.followUpMonths)].sort((a, b) => a - b)) } : {}),
    })
    if (!isChanged) throw new PuenteError('P1050')
    await audit(deps, tx, { kind: 'office-settings-changed', who, officeId })
  })
  await known(deps, officeId)
}

/** Puts up the notice of the day in the place of any other. @throws PuenteError P1002 when its last day is past or too far off */
export async function putNotice(deps: SettingsDeps, officeId: string, who: Changer, form: NoticeForm): Promise<void> {
  const today = deps.offices.today(found(deps.offices, officeId))
  const last = new Date(Date.parse(`${today}T00:00:00Z`) + MAX_NOTICE_DAYS * 86_400_000).toISOString().slice(0, 10)
  if (form.until < today || form.until > last) throw new PuenteError('P1002', { detail: 'until' })
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    await endNotice(tx, officeId, now)
    await insertNotice(tx, {
      id: randomUUID(),
      office_id: officeId,
      texts: JSON.stringify(form.texts),
      closes: form.closes ? 1 : 0,
      until_day: form.until,
      made_by: who.staffId,
      made_at: now,
      ended_at: null,
    })
    await audit(deps, tx, { kind: 'office-notice-put-up', who, officeId, until: form.until })
  })
  await known(deps, officeId)
}

/** Takes the notice down before its last day. */
export async function takeNoticeDown(deps: SettingsDeps, officeId: string, who: Changer): Promise<void> {
  found(deps.offices, officeId)
  await deps.engine.db.transaction().execute(async (tx) => {
    if (await endNotice(tx, officeId, deps.clock().getTime())) await audit(deps, tx, { kind: 'office-notice-taken-down', who, officeId })
  })
  await known(deps, officeId)
}

function found(offices: OfficeDirectory, officeId: string): Office {
  const office = offices.find(officeId)
  if (!office) throw new PuenteError('P1004')
  return office
}

async function casework({ engine }: SettingsDeps, officeId: string) {
  return (await listStaff(engine.db, officeId)).filter(
    (member) => member.is_active === 1 && ON_DUTY_ROLES.some((role) => role === member.role),
  )
}

async function audit(
  deps: SettingsDeps,
  tx: Db,
  { kind, who, officeId, ...details }: { kind: string; who: Changer; officeId: string; until?: string },
): Promise<void> {
  const at = deps.clock().getTime()
  await insertAudit(tx, { at, kind, conversationId: null, details: { staff: who.staffId, office: officeId, ...details } })
}

async function known(deps: SettingsDeps, officeId: string): Promise<void> {
  await deps.offices.reload()
  deps.announce(officeId)
}
