import { PuenteError } from '../errors/index.ts'
import { findMessage, insertAudit, reviveJob, updateMessage } from '../store/index.ts'
import type { ConversationDeps } from './deps.ts'

/**
 * Makes work that was set aside due again, with all its tries. A send whose last attempt is of unknown result is looked up at
 * the provider first, as ever.
 * @throws PuenteError P1015 when it is not set aside any more, or its message was sent again as another one
 */
export async function tryAgain(
  deps: Pick<ConversationDeps, 'engine' | 'clock' | 'wake'>,
  jobId: string,
  by: { readonly staffId: string },
): Promise<void> {
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    const job = await reviveJob(tx, jobId, now)
    if (!job) throw new PuenteError('P1015')
    const message = await findMessage(tx, job.message_id)
    if (message?.resent_as) throw new PuenteError('P1015')
    if (message?.direction === 'out' && message.status === 'failed')
      await updateMessage(tx, message.id, { status: message.attempted_at === null ? 'queued' : 'sending', now })
    await insertAudit(tx, {
      at: now,
      kind: 'tried-again',
      conversationId: job.conversation_id,
      details: { job: job.kind, staff: by.staffId },
    })
  })
  deps.wake()
}
