import { useCallback, useEffect, useState } from 'react'
import { ApiError, api } from './api.ts'

const SAVE_AFTER_MS = 700
const TRY_AGAIN_MS = 4_000

/**
 * What is being written, for as long as this page is open: an ended session, a lost network or another case in between takes nothing away. It lies in no
 * storage of the browser. Replies are kept by the service as well, so that they outlive the page.
 */
const written = new Map<string, string>()
const unsaved = new Set<string>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const watchers = new Set<() => void>()
let queue = Promise.resolve()

addEventListener('online', () => {
  for (const caseId of unsaved) later(caseId, 0)
})
addEventListener('beforeunload', (event) => {
  if (unsaved.size > 0) event.preventDefault()
})

/** Words of one field, in memory only. */
export function useKept(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => written.get(key) ?? '')
  const write = useCallback(
    (next: string) => {
      written.set(key, next)
      setText(next)
    },
    [key],
  )
  return [text, write]
}

export interface Draft {
  readonly text: string
  /** Whether the service has it as it stands here. */
  readonly isSaved: boolean
  write(text: string): void
  /** Waits for what is on its way, so that an old draft does not come after the message. */
  settle(): Promise<void>
  /** It was sent: the service has taken it away with the same stroke. */
  clear(): void
}

/** The reply that is being written in a case. */
export function useDraft(caseId: string): Draft {
  const key = `reply:${caseId}`
  const [text, keep] = useKept(key)
  const [isSaved, setSaved] = useState(!unsaved.has(caseId))
  useEffect(() => {
    const look = () => setSaved(!unsaved.has(caseId))
    watchers.add(look)
    // After signing in again: what could not be saved before goes now.
    if (unsaved.has(caseId)) later(caseId, 0)
    else
      api<{ text: string }>('GET', `/cases/${caseId}/draft`).then(
        (kept) => {
          if (!unsaved.has(caseId) && (written.get(key) ?? '') === '') keep(kept.text)
        },
        // Without it one begins with what stands here.
        () => undefined,
      )
    return () => void watchers.delete(look)
  }, [caseId, key, keep])
  return {
    text,
    isSaved,
    write(next) {
      keep(next)
      mark(caseId, 'unsaved')
      later(caseId, SAVE_AFTER_MS)
    },
    async settle() {
      clearTimeout(timers.get(caseId))
      await queue
    },
    clear() {
      clearTimeout(timers.get(caseId))
      keep('')
      mark(caseId, 'saved')
    },
  }
}

function later(caseId: string, ms: number): void {
  clearTimeout(timers.get(caseId))
  timers.set(
    caseId,
    setTimeout(() => {
      queue = queue.then(() => save(caseId))
    }, ms),
  )
}

/** One after the other: the last words are the ones that stay. */
async function save(caseId: string): Promise<void> {
  const text = written.get(`reply:${caseId}`) ?? ''
  try {
    await api('PUT', `/cases/${caseId}/draft`, { text })
    if (written.get(`reply:${caseId}`) === text) mark(caseId, 'saved')
  } catch (cause) {
    // Refused for good or signed out: it stays here, and is tried again with the next letter or after signing in.
    if (cause instanceof ApiError && cause.code === 'network') later(caseId, TRY_AGAIN_MS)
  }
}

function mark(caseId: string, state: 'saved' | 'unsaved'): void {
  if (state === 'saved') unsaved.delete(caseId)
  else unsaved.add(caseId)
  for (const look of watchers) look()
}
