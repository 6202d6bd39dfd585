export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]
export type Shift = readonly [string, string]

export interface Form {
  readonly version: number
  readonly hours: Readonly<Partial<Record<Weekday, readonly Shift[]>>>
  readonly holidays: readonly string[]
  readonly closedOn: readonly string[]
  readonly openOn: readonly string[]
  readonly serves: readonly string[]
  readonly languages: readonly string[]
  readonly duty: Readonly<Partial<Record<Weekday, readonly string[]>>>
  readonly answerMinutes: number
  readonly followUpMonths: readonly number[]
}

export interface Settings extends Form {
  readonly id: string
  readonly name: string
  readonly timezone: string
  readonly today: string
  readonly isOpen: boolean
  readonly opensAt: number | null
  readonly holidayCountries: readonly string[]
  readonly upcoming: readonly { readonly date: string; readonly country: string; readonly name: string }[]
  readonly states: readonly { readonly id: string; readonly name: string }[]
  readonly staff: readonly { readonly id: string; readonly firstName: string; readonly role: string }[]
  readonly notice: { readonly texts: Readonly<Record<string, string>>; readonly closes: boolean; readonly until: string } | null
}

export interface PartProps {
  readonly settings: Settings
  readonly form: Form
  readonly onChange: (changes: Partial<Form>) => void
}
