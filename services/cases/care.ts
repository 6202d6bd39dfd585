import { randomUUID } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import { changeCase, findComplaint, findConversation, insertNote, settleComplaint } from '../store/index.ts'
import { noted } from './claim.ts'
import { type Actor, type CaseDeps, caseContext } from './deps.ts'
import { loadCase } from './load-case.ts'

/** The five dimensions of reintegration by which needs are noted. */
export const DIMENSIONS = ['documents', 'health', 'work', 'social', 'safety'] as const
export type Needs = Partial<Record<(typeof DIMENSIONS)[number], string>>

export interface PlanStep {
  readonly text: string
  /** YYYY-MM-DD */
  readonly on?: string | undefined
  readonly state: 'open' | 'done'
}

async function inCase(
  deps: CaseDeps,
  actor: Actor,
  caseId: string,
  work: {
    kind: string
    run: (ctx: {
      seal: (text: string, what: Parameters<typeof caseContext>[0], id?: string) => Uint8Array
      tx: Parameters<typeof changeCase>[0]
      now: number
    }) => Promise<void>
  },
): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    if (found.outcome === 'erased' || found.outcome === 'revoked') throw new PuenteError('P1014', { detail: found.outcome })
    const vault = deps.vault.forPerson(conversation.dataKey)
    await work.run({ seal: (text, what, id = caseId) => vault.sealText(text, caseContext(what, id)), tx, now })
    await noted(tx, { found, conversation, actor, kind: work.kind, now })
    return conversation.id
  })
  deps.announce(conversationId)
}

/** Writes down what the person needs, by dimension. */
export async function saveNeeds(deps: CaseDeps, actor: Actor, caseId: string, needs: Needs): Promise<void> {
  await inCase(deps, actor, caseId, {
    kind: 'needs-saved',
    run: async ({ seal, tx, now }) =>
      void (await changeCase(tx, caseId, {}, { needs_sealed: seal(JSON.stringify(needs), 'needs'), updated_at: now })),
  })
}

/** Writes the plan; its first open step is what the person hears as the next one. */
export async function savePlan(deps: CaseDeps, actor: Actor, caseId: string, steps: readonly PlanStep[]): Promise<void> {
  const next = steps.find((step) => step.state === 'open')
  await inCase(deps, actor, caseId, {
    kind: 'plan-saved',
    run: async ({ seal, tx, now }) =>
      void (await changeCase(
        tx,
        caseId,
        {},
        {
          plan_sealed: seal(JSON.stringify(steps), 'plan'),
          next_step_on: next?.on ?? null,
          next_step_sealed: next ? seal(next.text, 'step') : null,
          updated_at: now,
        },
      )),
  })
}

/** Adds an internal note, a note of monitoring, or what the person said of the help. The person never sees it in the chat. */
export async function addNote(
  deps: CaseDeps,
  actor: Actor,
  caseId: string,
  note: { kind: 'note' | 'monitoring' | 'comment'; text: string },
): Promise<void> {
  await inCase(deps, actor, caseId, {
    kind: `${note.kind}-added`,
    run: async ({ seal, tx, now }) => {
      const id = randomUUID()
      await insertNote(tx, {
        id,
        case_id: caseId,
        staff_id: actor.staffId,
        kind: note.kind,
        text_sealed: seal(note.text, 'note', id),
        created_at: now,
      })
    },
  })
}

/** A complaint was dealt with. @throws PuenteError P1015 when it was before */
export async function answerComplaint(deps: CaseDeps, actor: Actor, complaintId: string): Promise<void> {
  const now = deps.clock().getTime()
  const complaint = await findComplaint(deps.engine.db, complaintId)
  if (!complaint || !(await findConversation(deps.engine.db, complaint.conversation_id))) throw new PuenteError('P1004')
  if (!(await settleComplaint(deps.engine.db, complaintId, actor.staffId, now))) throw new PuenteError('P1015')
}
