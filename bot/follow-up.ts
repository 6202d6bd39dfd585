/** The three questions of a check-in, in their order. */
export const CHECK_IN_QUESTIONS = ['how', 'step', 'person'] as const
export type CheckInQuestion = (typeof CHECK_IN_QUESTIONS)[number]
export type CheckInAnswer = 'good' | 'so-so' | 'bad' | 'yes' | 'no'

/** What a person may answer to each question, in the order of its numbers. */
export const CHECK_IN_ANSWERS: Readonly<Record<CheckInQuestion, readonly CheckInAnswer[]>> = {
  how: ['good', 'so-so', 'bad'],
  step: ['yes', 'no'],
  person: ['yes', 'no'],
}

/** The wording of the offer: goes up when its meaning changes. */
export const FOLLOW_UP_TEXT_VERSION = '2026-11'

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
