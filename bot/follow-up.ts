/** What a check-in may ask, in this order; one of `step` and `school` at the most, so that there are never more than three. */
export const CHECK_IN_QUESTIONS = ['how', 'step', 'school', 'person'] as const
export type CheckInQuestion = (typeof CHECK_IN_QUESTIONS)[number]
export type CheckInAnswer = 'good' | 'so-so' | 'bad' | 'yes' | 'no' | 'too-young'

/** What a person may answer to each question, in the order of its numbers. */
export const CHECK_IN_ANSWERS: Readonly<Record<CheckInQuestion, readonly CheckInAnswer[]>> = {
  how: ['good', 'so-so', 'bad'],
  step: ['yes', 'no'],
  school: ['yes', 'no', 'too-young'],
  person: ['yes', 'no'],
}

/** The wording of the offer: goes up when its meaning changes. */
export const FOLLOW_UP_TEXT_VERSION = '2026-11-25'

/** Whether a wording of the offer says that answers are counted: the first one did not. */
export function saysCounted(textVersion: string): boolean {
  return textVersion >= '2026-11-25'
}

/** What is known of being asked after a case or a return. */
export interface FollowUpView {
  /** Nothing was offered yet. */
  readonly mayOffer: boolean
  /** An office offered it at the end of a case, and waits for the person's word. */
  readonly offer: { readonly id: string; readonly months: readonly number[] } | undefined
  readonly isAgreed: boolean
  /** A check-in whose question is open. */
  readonly asked:
    | {
        readonly id: string
        readonly question: CheckInQuestion
        /** The step of the plan that is asked about; without one that question is left out. */
        readonly step: string | undefined
        /** Whether the school of the children who came is asked about, in the place of the step. */
        readonly asksSchool: boolean
        readonly officeId: string
        /** Whether there is a case whose caseworker reads the answers. */
        readonly hasCase: boolean
      }
    | undefined
}

/** The person's word on being asked. */
export interface FollowUpWord {
  readonly answer: 'yes' | 'no' | 'end'
  /** What was offered: at the end of a case, or by the bot in the name of an office. */
  readonly offer: { readonly id: string } | { readonly officeId: string } | undefined
  readonly textVersion: string
  readonly words: string
}

/** An answer to one question of a check-in. */
export interface CheckInWord {
  readonly id: string
  readonly question: CheckInQuestion
  readonly answer: CheckInAnswer
  readonly words: string
  /** The question that is asked next; undefined when this was the last. */
  readonly next: CheckInQuestion | undefined
}
