import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { ApiError, api } from './api.ts'
import { CannedReplies } from './canned-replies.tsx'
import { span } from './dates.ts'
import { useDraft } from './drafts.ts'
import { useText } from './i18n.ts'
import type { CaseInfo } from './types.ts'

const PREVIEW_AFTER_MS = 250
const TYPING_EVERY_MS = 3_000

/** Says before anything is typed how a reply will travel and what it costs; keeps the draft until it has been taken. */
export function ReplyBox({ info, onSent }: { info: CaseInfo; onSent: () => Promise<void> }) {
  const t = useText()
  const { channel } = info
  const draft = useDraft(info.id)
  const { text } = draft
  const [card, setCard] = useState('')
  const [notice, setNotice] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [segments, setSegments] = useState<number | null>(0)
  const [unknown, setUnknown] = useState<readonly string[]>([])
  // The same id until the words were taken: pressing again after a lost answer sends nothing twice.
  const id = useRef(crypto.randomUUID())
  const typedAt = useRef(0)
  useEffect(() => {
    const timer = setTimeout(() => {
      api<{ segments: number | null; unknown: string[] }>('POST', `/cases/${info.id}/preview`, { text }).then(
        (preview) => {
          setSegments(preview.segments)
          setUnknown(preview.unknown)
        },
        () => setSegments(null),
      )
    }, PREVIEW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text, info.id])
  const write = (next: string) => {
    draft.write(next)
    if (Date.now() - typedAt.current < TYPING_EVERY_MS) return
    typedAt.current = Date.now()
    void api('POST', `/cases/${info.id}/typing`).catch(() => undefined)
  }
  const send = async () => {
    if (text.trim() === '' || isBusy) return
    setBusy(true)
    setNotice('')
    try {
      await draft.settle()
      const done = await api<{ state: string }>('POST', `/cases/${info.id}/replies`, { id: id.current, text, ...(card ? { card } : {}) })
      id.current = crypto.randomUUID()
      setCard('')
      draft.clear()
      setNotice(done.state === 'held' ? t('reply.held') : '')
      await onSent()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      const key = cause.code === 'P1014' ? `refused.${cause.detail}` : `error.${cause.code}`
      setNotice(`${t(key, { defaultValue: t('error.other') })} ${t('reply.kept')}`)
    }
    setBusy(false)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void send()
  }
  const cost = channel.costsPerSegment
    ? t('reply.by_segment')
    : channel.windowLeftMs === null
      ? t('reply.free')
      : channel.isWindowOpen
        ? t('reply.service')
        : t('reply.template')
  return (
    <div className="reply">
      <dl className="facts">
        <div>
          <dt>{t('reply.channel')}</dt>
          <dd>{t(`channel.${channel.name}`, { defaultValue: channel.name })}</dd>
        </div>
        <div>
          <dt>{t('reply.window')}</dt>
          <dd>{channel.windowLeftMs === null ? t('reply.always') : channel.isWindowOpen ? span(channel.windowLeftMs) : t('reply.shut')}</dd>
        </div>
        <div>
          <dt>{t('reply.segments')}</dt>
          <dd>{channel.costsPerSegment ? (segments ?? '?') : '–'}</dd>
        </div>
        <div>
          <dt>{t('reply.cost')}</dt>
          <dd>{cost}</dd>
        </div>
        <div>
          <dt>{t('reply.language')}</dt>
          <dd>{t(`lang.${info.lang}`)}</dd>
        </div>
        <div>
          <dt>{t('reply.optout')}</dt>
          <dd>{channel.isOptedOut ? t('reply.stopped') : t('reply.receives')}</dd>
        </div>
      </dl>
      {!channel.isWindowOpen && <p className="dim">{channel.canKnock ? t('reply.knock') : t('reply.no_knock')}</p>}
      <CannedReplies
        info={info}
        onPick={(picked) => {
          setCard(picked.id)
          write(text === '' ? picked.text : `${text}\n${picked.text}`)
        }}
      />
      <label htmlFor="reply">{t('reply.label')}</label>
      <textarea
        id="reply"
        rows={4}
        value={text}
        maxLength={channel.maxBodyChars || 1600}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKey}
      />
      {unknown.length > 0 && <p role="status">{t('reply.unknown', { contacts: unknown.join(', ') })}</p>}
      {notice !== '' && <p role="alert">{notice}</p>}
      <div className="actions">
        <button type="button" disabled={isBusy || text.trim() === ''} onClick={() => void send()}>
          {t('reply.send')}
        </button>
        <span className="dim">{t('reply.keys')}</span>
        {text !== '' && <span className="dim">{t(draft.isSaved ? 'reply.saved' : 'reply.unsaved')}</span>}
      </div>
    </div>
  )
}
