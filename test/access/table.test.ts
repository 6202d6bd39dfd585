import { describe, expect, test } from '@jest/globals'
import { ACTIONS, type Action, can, RESOURCES, type Resource, ROLES, type Role } from '../../services/access/index.ts'

/** What each role may do about a thing of its own office that is assigned to it and open to it: r read, c create, u update, x close. Written by hand: the rules must come out like this. */
const TABLE: Record<Role, Record<Resource, string>> = {
  caseworker: {
    queue: 'r',
    case: 'rcux',
    conversation: 'ru',
    packet: 'r',
    glass: '',
    reply: 'c',
    note: 'rc',
    plan: 'ru',
    'follow-up': 'r',
    referral: 'rcu',
    share: 'rc',
    card: 'r',
    office: 'r',
    staff: 'r',
    session: 'rux',
    alert: 'ru',
    complaint: '',
    export: '',
    audit: '',
    curation: '',
    'set-aside': '',
    erasure: 'c',
    figures: '',
    'entry-code': '',
    campaign: 'r',
    'campaign-approval': 'u',
  },
  'mental-health': {
    queue: 'r',
    case: 'rcux',
    conversation: 'ru',
    packet: 'r',
    glass: 'cu',
    reply: 'c',
    note: 'rc',
    plan: 'ru',
    'follow-up': 'r',
    referral: 'rcu',
    share: 'rc',
    card: 'r',
    office: 'r',
    staff: 'r',
    session: 'rux',
    alert: 'ru',
    complaint: '',
    export: '',
    audit: '',
    curation: '',
    'set-aside': '',
    erasure: 'c',
    figures: '',
    'entry-code': '',
    campaign: 'r',
    'campaign-approval': 'u',
  },
  supervisor: {
    queue: 'r',
    case: 'rcux',
    conversation: 'ru',
    packet: 'r',
    glass: '',
    reply: 'c',
    note: 'rc',
    plan: 'ru',
    'follow-up': 'r',
    referral: 'rcu',
    share: 'rc',
    card: 'r',
    office: 'ru',
    staff: 'r',
    session: 'rux',
    alert: 'ru',
    complaint: 'ru',
    export: 'r',
    audit: 'r',
    curation: '',
    'set-aside': 'ru',
    erasure: 'rcu',
    figures: 'r',
    'entry-code': 'rcx',
    campaign: 'rcu',
    'campaign-approval': 'u',
  },
  consulate: {
    queue: 'r',
    case: 'rcux',
    conversation: 'ru',
    packet: 'r',
    glass: '',
    reply: 'c',
    note: 'rc',
    plan: 'ru',
    'follow-up': 'r',
    referral: 'rcu',
    share: 'rc',
    card: 'r',
    office: 'ru',
    staff: 'r',
    session: 'rux',
    alert: 'ru',
    complaint: '',
    export: '',
    audit: '',
    curation: '',
    'set-aside': '',
    erasure: 'c',
    figures: 'r',
    'entry-code': 'rcx',
    campaign: 'rcu',
    'campaign-approval': 'u',
  },
  curator: {
    queue: '',
    case: '',
    conversation: '',
    packet: '',
    glass: '',
    reply: '',
    note: '',
    plan: '',
    'follow-up': '',
    referral: '',
    share: '',
    card: 'r',
    office: 'r',
    staff: '',
    session: 'rux',
    alert: 'ru',
    complaint: '',
    export: '',
    audit: '',
    curation: 'ru',
    'set-aside': '',
    erasure: '',
    figures: '',
    'entry-code': '',
    campaign: '',
    'campaign-approval': '',
  },
  administrator: {
    queue: '',
    case: '',
    conversation: '',
    packet: '',
    glass: '',
    reply: '',
    note: '',
    plan: '',
    'follow-up': '',
    referral: '',
    share: '',
    card: 'r',
    office: 'ru',
    staff: 'rcux',
    session: 'rux',
    alert: 'ru',
    complaint: '',
    export: '',
    audit: '',
    curation: 'ru',
    'set-aside': 'ru',
    erasure: '',
    figures: 'r',
    'entry-code': 'rcx',
    campaign: '',
    'campaign-approval': '',
  },
}
const LETTER: Record<Action, string> = { read: 'r', create: 'c', update: 'u', close: 'x' }
const mine = { officeId: 'here', assigneeId: 'me', ownerId: 'me', hasGround: true }
const subject = (role: Role) => ({ staffId: 'me', officeId: 'here', role })
const cells = ROLES.flatMap((role) => RESOURCES.flatMap((resource) => ACTIONS.map((action) => [role, resource, action] as const)))

describe('who may do what', () => {
  test('the table has at least 6 roles, 12 resources and 4 actions', () => {
    expect([ROLES.length >= 6, RESOURCES.length >= 12, ACTIONS.length >= 4]).toEqual([true, true, true])
  })

  test.each(cells)('%s, %s, %s', (role, resource, action) => {
    expect(can(subject(role), resource, action, mine)).toBe(TABLE[role][resource].includes(LETTER[action]))
  })

  test.each(ROLES)('%s sees nothing of another office', (role) => {
    const theirs = { officeId: 'there', assigneeId: 'somebody', ownerId: 'somebody', hasGround: true }
    const open = RESOURCES.flatMap((resource) =>
      ACTIONS.filter((action) => can(subject(role), resource, action, theirs)).map((action) => `${resource}:${action}`),
    )
    const everywhere =
      role === 'administrator'
        ? [
            'card:read',
            'curation:read',
            'curation:update',
            'figures:read',
            'office:read',
            'office:update',
            'staff:read',
            'staff:create',
            'staff:update',
            'staff:close',
            'session:close',
            'set-aside:read',
            'set-aside:update',
            'entry-code:read',
            'entry-code:create',
            'entry-code:close',
          ]
        : role === 'curator'
          ? ['card:read', 'curation:read', 'curation:update', 'office:read']
          : role === 'supervisor'
            ? ['card:read', 'office:read', 'set-aside:read', 'set-aside:update']
            : ['card:read', 'office:read']
    expect(open.sort()).toEqual(everywhere.sort())
  })

  test.each(ROLES)('%s reads no word of a person without a ground', (role) => {
    const shut = { ...mine, hasGround: false }
    for (const resource of ['conversation', 'packet', 'reply', 'note', 'plan', 'referral'] as const)
      for (const action of ACTIONS) expect(can(subject(role), resource, action, shut)).toBe(false)
  })

  test('what is assigned to somebody else is not theirs to answer; only a supervisor may move it', () => {
    const other = { ...mine, assigneeId: 'somebody' }
    expect(ROLES.filter((role) => can(subject(role), 'reply', 'create', other))).toEqual([])
    expect(ROLES.filter((role) => can(subject(role), 'case', 'update', other))).toEqual(['supervisor'])
  })
})
