import type twilio from 'twilio'
import { PuenteError } from '../../errors/index.ts'

const NOT_FOUND = 404

/**
 * Deletes a message at Twilio (DELETE …/Messages/{Sid}.json, channels.md §9): words, number and record. A message that is still on its way
 * cannot be deleted yet: asked again later.
 */
export async function redactByTwilio(client: ReturnType<typeof twilio>, sid: string): Promise<void> {
  try {
    await client.messages(sid).remove()
  } catch (cause) {
    const { status, code } = cause as { status?: number; code?: number | string }
    if (status === NOT_FOUND) return
    throw new PuenteError('P3002', { detail: `twilio ${code ?? status ?? 'unknown'}`, cause })
  }
}
