import { NEEDS_GROUND, RULES, SHARED } from './rules.ts'
import type { Action, Resource, Role, ShareField } from './vocabulary.ts'

export interface Subject {
  readonly staffId: string
  readonly officeId: string
  readonly role: Role
}

/** What is asked for, as far as it is known. */
export interface AccessContext {
  /** The office that holds it, or that it was referred to. */
  readonly officeId?: string | null
  readonly assigneeId?: string | null
  readonly ownerId?: string | null
  /** Whether the person's consent (or danger) opens their words to this subject now; undefined: no case is concerned. */
  readonly hasGround?: boolean
  /** What the person lets the subject's office see of a case that another office has. */
  readonly shared?: readonly ShareField[] | undefined
}

/** Whether somebody may do this. The only place that decides it. */
export function can(subject: Subject, resource: Resource, action: Action, context: AccessContext = {}): boolean {
  const scope = RULES[subject.role][resource]?.[action]
  if (scope === undefined) return false
  if (context.shared && context.officeId !== subject.officeId) return isShared(context.shared, resource, action)
  if (NEEDS_GROUND.has(resource) && context.hasGround === false) return false
  switch (scope) {
    case 'all':
      return true
    case 'office':
      return context.officeId === undefined || context.officeId === subject.officeId
    case 'assigned':
      return context.officeId === subject.officeId && context.assigneeId === subject.staffId
    case 'own':
      return context.ownerId === undefined || context.ownerId === subject.staffId
  }
}

function isShared(fields: readonly ShareField[], resource: Resource, action: Action): boolean {
  const needed = SHARED[resource]?.[action]
  return needed !== undefined && (needed.length === 0 || needed.some((field) => fields.includes(field)))
}
