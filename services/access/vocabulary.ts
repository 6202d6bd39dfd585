/** Who works with the console. */
export const ROLES = ['caseworker', 'mental-health', 'supervisor', 'consulate', 'curator', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** Whose alerts a role hears: at a consulate its staff do the casework. */
export function alertRolesOf(role: Role): readonly Role[] {
  return role === 'consulate' ? ['consulate', 'caseworker'] : [role]
}

/** What can be asked for. */
export const RESOURCES = [
  'queue',
  'case',
  'conversation',
  'packet',
  'glass',
  'reply',
  'note',
  'plan',
  'follow-up',
  'referral',
  'share',
  'card',
  'office',
  'staff',
  'session',
  'alert',
  'complaint',
  'export',
  'audit',
  'curation',
  'set-aside',
  'erasure',
  'entry-code',
  'campaign',
  'campaign-approval',
  'figures',
] as const
export type Resource = (typeof RESOURCES)[number]

export const ACTIONS = ['read', 'create', 'update', 'close'] as const
export type Action = (typeof ACTIONS)[number]

/** How far a permission reaches: one's own things, one's assigned cases, one's office (its cases, and referrals to it), everything. */
export type Scope = 'own' | 'assigned' | 'office' | 'all'

/** What the person can let another office see of a case; fields of their consent. */
export const SHARE_FIELDS = ['packet', 'needs', 'plan', 'messages', 'history'] as const
export type ShareField = (typeof SHARE_FIELDS)[number]
