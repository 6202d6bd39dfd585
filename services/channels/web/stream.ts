import type { Request, Response } from 'express'
import type { Reply } from '../../../bot/index.ts'

/** One message as the page shows it. */
export interface ChatEvent {
  readonly seq: number
  readonly from: 'person' | 'bot' | 'staff'
  /** The browser's own id of a message that it posted. */
  readonly id: string | undefined
  readonly at: number
  readonly text: string
  readonly reply: Reply | undefined
}

/** What the page may see of its conversation. */
export interface ChatHistory {
  /** Messages after a number, oldest first. */
  after(visitor: string, seq: number): Promise<readonly ChatEvent[]>
  /** Calls back whenever the conversation has something new; returns how to stop. */
  subscribe(visitor: string, onNews: () => void): () => void
}

const HEARTBEAT_MS = 20_000

/**
 * Server-sent events: first everything after the last one seen (Last-Event-ID), then what comes. The messages are read from the
 * store each time, so a reconnecting page gets each missed message exactly once.
 */
export async function streamChat(options: { visitor: string; history: ChatHistory; req: Request; res: Response }): Promise<void> {
  const { visitor, history, req, res } = options
  let last = Number(req.header('last-event-id') ?? req.query.after ?? 0) || 0
  let isOpen = true
  let isSending = false
  let isStale = true
  res.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
  res.flushHeaders()
  res.write('retry: 1500\n\n')

  const send = async () => {
    isStale = true
    if (isSending) return
    isSending = true
    try {
      while (isStale && isOpen) {
        isStale = false
        const events = await history.after(visitor, last)
        // A long history comes in pages: asked again until nothing is left.
        if (events.length > 0) isStale = true
        for (const event of events) {
          last = event.seq
          res.write(`id: ${event.seq}\nevent: message\ndata: ${JSON.stringify(event)}\n\n`)
        }
      }
    } catch {
      // The page reconnects by itself and asks again from the last number it saw.
      res.end()
    } finally {
      isSending = false
    }
  }
  const stop = history.subscribe(visitor, () => void send())
  const heartbeat = setInterval(() => {
    res.write(': still here\n\n')
    // A hint of another process may have been lost: looked at anyway.
    void send()
  }, HEARTBEAT_MS)
  res.on('close', () => {
    isOpen = false
    clearInterval(heartbeat)
    stop()
  })
  await send()
}
