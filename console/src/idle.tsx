import { useEffect, useState } from 'react'
import { api } from './api.ts'
import { useText } from './i18n.ts'

const WARN_MS = 120_000
const LOOK_EVERY_MS = 1_000
const TELL_EVERY_MS = 60_000
const BY_HAND = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const

/** Ends the session when nobody has used the page by hand for a while; says so before. Other tabs of the same browser count. */
export function IdleWatch({ idleMs }: { idleMs: number }) {
  const t = useText()
  const [isEnding, setEnding] = useState(false)
  useEffect(() => watchUse(idleMs, setEnding), [idleMs])
  if (!isEnding) return null
  return (
    <div className="idle" role="alert">
      <p>{t('idle.ends')}</p>
      {/* Whatever key or pointer does is use already; the button says so to those who look for one. */}
      <button type="button">{t('idle.stay')}</button>
    </div>
  )
}

/** @returns what ends it */
function watchUse(idleMs: number, onEnding: (isEnding: boolean) => void): () => void {
  const tabs = new BroadcastChannel('puente-use')
  let usedAt = Date.now()
  let toldAt = usedAt
  const tell = () => {
    toldAt = Date.now()
    tabs.postMessage('used')
    api('POST', '/session/use').catch(() => undefined)
  }
  const note = () => {
    const before = usedAt
    usedAt = Date.now()
    // Whoever comes back in the last minutes is heard at once.
    if (usedAt - before > idleMs - WARN_MS || usedAt - toldAt > TELL_EVERY_MS) tell()
    onEnding(false)
  }
  tabs.onmessage = () => {
    usedAt = Date.now()
    onEnding(false)
  }
  const look = () => {
    const now = Date.now()
    if (usedAt > toldAt && now - toldAt > TELL_EVERY_MS) tell()
    const leftMs = usedAt + idleMs - now
    if (leftMs > WARN_MS) return
    if (leftMs > 0) return onEnding(true)
    onEnding(false)
    // The service decides: it answers that the session is over, and the page asks to sign in.
    usedAt = now
    toldAt = now
    void api('POST', '/sign-out')
      .catch(() => undefined)
      .then(() => api('GET', '/me'))
      .catch(() => undefined)
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  for (const name of BY_HAND) addEventListener(name, note, { passive: true })
  return () => {
    clearInterval(timer)
    for (const name of BY_HAND) removeEventListener(name, note)
    tabs.close()
  }
}
