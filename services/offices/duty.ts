import { type Db, listStaff, type StaffRow } from '../store/index.ts'
import { WEEKDAYS, type Weekday, weekdayOf } from './office-hours.ts'

/** Who is on duty, by weekday: staff ids. */
export type Duty = Readonly<Partial<Record<Weekday, readonly string[]>>>

/** Roles that take cases. */
export const ON_DUTY_ROLES = ['caseworker', 'mental-health', 'supervisor', 'consulate'] as const

/** Who of an office is on duty on a day and still works there; empty where nobody was named. */
export async function onDuty(
  db: Db,
  office: { readonly id: string; readonly duty?: Duty | undefined },
  today: string,
): Promise<StaffRow[]> {
  const named = office.duty?.[weekdayOf(today)] ?? []
  if (named.length === 0) return []
  return (await listStaff(db, office.id)).filter((member) => member.is_active === 1 && named.includes(member.id))
}

/** The rota without those who have left or moved to another office. */
export function dutyOf(duty: Duty, staff: readonly { readonly id: string }[]): Duty {
  const known = new Set(staff.map(({ id }) => id))
  return Object.fromEntries(WEEKDAYS.map((day) => [day, (duty[day] ?? []).filter((id) => known.has(id))]))
}
