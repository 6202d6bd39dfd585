import type { Action, Resource, Role, Scope, ShareField } from './vocabulary.ts'

type Rules = Readonly<Record<Role, Readonly<Partial<Record<Resource, Readonly<Partial<Record<Action, Scope>>>>>>>>

/** What everybody has: their own sessions and alerts, the names of offices, the reviewed cards. */
const EVERYBODY = {
  session: { read: 'own', update: 'own', close: 'own' },
  alert: { read: 'own', update: 'own' },
  office: { read: 'all' },
  card: { read: 'all' },
} as const

const CASEWORK = {
  ...EVERYBODY,
  queue: { read: 'office' },
  case: { read: 'office', create: 'office', update: 'assigned', close: 'assigned' },
  conversation: { read: 'office', update: 'office' },
  packet: { read: 'office' },
  reply: { create: 'assigned' },
  note: { read: 'office', create: 'office' },
  plan: { read: 'office', update: 'assigned' },
  // What was answered is read on the ground of its own consent (services/follow-up/read.ts): it lasts longer than that of the case.
  'follow-up': { read: 'office' },
  referral: { read: 'office', create: 'assigned', update: 'office' },
  share: { read: 'office', create: 'assigned' },
  staff: { read: 'office' },
  erasure: { create: 'assigned' },
  // The second pair of eyes may be anybody who works with people; writing and starting is for who answers for the office.
  campaign: { read: 'office' },
  'campaign-approval': { update: 'office' },
} as const

/** Codes and posters of the own office. */
const OWN_CODES = { read: 'office', create: 'office', close: 'office' } as const
const CAMPAIGNS = { campaign: { read: 'office', create: 'office', update: 'office' } } as const

/**
 * The one table of who may do what. What does not stand here is refused. Curators and administrators see no case;
 * nobody but a mental-health professional breaks the glass.
 */
export const RULES: Rules = {
  caseworker: CASEWORK,
  'mental-health': { ...CASEWORK, glass: { create: 'office', update: 'office' } },
  supervisor: {
    ...CASEWORK,
    case: { read: 'office', create: 'office', update: 'office', close: 'office' },
    complaint: { read: 'office', update: 'office' },
    export: { read: 'office' },
    audit: { read: 'office' },
    'set-aside': { read: 'all', update: 'all' },
    figures: { read: 'office' },
    office: { read: 'all', update: 'office' },
    'entry-code': OWN_CODES,
    ...CAMPAIGNS,
    // Whoever asked cannot confirm: two people of an office erase somebody.
    erasure: { read: 'office', create: 'office', update: 'office' },
  },
  // A consulate runs its own desk: whoever works there keeps its hours and its notice.
  consulate: { ...CASEWORK, ...CAMPAIGNS, office: { read: 'all', update: 'office' }, figures: { read: 'office' }, 'entry-code': OWN_CODES },
  curator: { ...EVERYBODY, curation: { read: 'all', update: 'all' } },
  administrator: {
    ...EVERYBODY,
    session: { read: 'own', update: 'own', close: 'all' },
    curation: { read: 'all', update: 'all' },
    staff: { read: 'all', create: 'all', update: 'all', close: 'all' },
    'set-aside': { read: 'all', update: 'all' },
    office: { read: 'all', update: 'all' },
    figures: { read: 'all' },
    'entry-code': { read: 'all', create: 'all', close: 'all' },
  },
}

/** What holds words of a person: besides the role it needs a ground (a consent that holds, the person's wish in danger, broken glass). */
export const NEEDS_GROUND: ReadonlySet<Resource> = new Set<Resource>(['conversation', 'packet', 'reply', 'note', 'plan', 'referral'])

/**
 * What an office may do with a case that another has, where the person let it see something: the role must allow it too, and one of the
 * fields must be among those that the person agreed to (none named: any). What does not stand here stays with the office that has the case.
 */
export const SHARED: Readonly<Partial<Record<Resource, Readonly<Partial<Record<Action, readonly ShareField[]>>>>>> = {
  case: { read: [] },
  conversation: { read: ['messages', 'history'] },
  packet: { read: ['packet'] },
  plan: { read: ['needs', 'plan'] },
  // Asking for more is asking the person.
  share: { read: [], create: [] },
}
