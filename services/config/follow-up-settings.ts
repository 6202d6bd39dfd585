import { integer } from './setting.ts'

const GROUP = 'Asking how people are'

/** Settings of check-ins after a case or a return (docs/decisions/013); the months themselves are set by each office. */
export const FOLLOW_UP_SETTINGS = {
  FOLLOW_UP_PER_MINUTE: {
    group: GROUP,
    schema: integer(1, 6000, 30),
    doc: 'check-ins that leave in a minute at the most, all processes together',
    fix: 'Write a whole number from 1 to 6000',
    example: '30',
  },
  FOLLOW_UP_RETRY_DAYS: {
    group: GROUP,
    schema: integer(1, 14, 5),
    doc: 'days after which a check-in without an answer is asked once more; after as many again it counts as missed',
    fix: 'Write a whole number of days from 1 to 14',
    example: '5',
  },
} as const
