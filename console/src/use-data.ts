import { useCallback, useEffect, useState } from 'react'
import { ApiError, api } from './api.ts'

export interface Loaded<T> {
  readonly data: T | undefined
  readonly error: ApiError | undefined
  reload(): Promise<void>
}

/** What a path answers; asked again on reload and whenever the path changes. An empty path asks nothing. */
export function useData<T>(path: string): Loaded<T> {
  const [data, setData] = useState<T>()
  const [error, setError] = useState<ApiError>()
  const reload = useCallback(async () => {
    if (path === '') return
    try {
      setData(await api<T>('GET', path))
      setError(undefined)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setError(cause)
      // Without the right any more, nothing stays on the screen.
      if (cause.status === 403) setData(undefined)
    }
  }, [path])
  useEffect(() => {
    void reload()
  }, [reload])
  return { data, error, reload }
}

/** Calls back when the service says that a case has something new, and after the connection was lost. */
export function useNews(onCase: (caseId: string) => void, onTyping?: (typing: { caseId: string; name: string }) => void): void {
  useEffect(() => {
    const source = new EventSource('/console/api/stream')
    source.addEventListener('case', (event) => onCase((JSON.parse(event.data) as { caseId: string }).caseId))
    source.addEventListener('typing', (event) => onTyping?.(JSON.parse(event.data) as { caseId: string; name: string }))
    let wasLost = false
    source.onerror = () => {
      wasLost = true
    }
    source.onopen = () => {
      if (wasLost) onCase('')
      wasLost = false
    }
    return () => source.close()
  }, [onCase, onTyping])
}
