import { useEffect, useRef } from 'react'
import { ApiError, api } from './api.ts'
import { Attachments } from './attachments.tsx'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import type { Message } from './types.ts'

/** What was said since the consent, with who said it; attachments are named, and opened only when asked for. */
export function Conversation({
  caseId,
  messages,
  isMine,
  onChange,
}: {
  caseId: string
  messages: readonly Message[]
  isMine: boolean
  onChange: () => Promise<void>
}) {
  const t = useText()
  const end = useRef<HTMLLIElement>(null)
  const last = messages.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when a message was added
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [last])
  const again = async (id: string) => {
    await api('POST', `/cases/${caseId}/messages/${id}/again`).catch((cause: unknown) => {
      // Sent again already (another window, a second press): the list shows it.
      if (!(cause instanceof ApiError)) throw cause
    })
    await onChange()
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <ol className="messages" aria-label={t('case.conversation')} tabIndex={0}>
      {messages.map((message) => (
        <li key={message.id} className={`from-${message.from}`}>
          <span className="by">
            {message.from === 'staff'
              ? [message.staffName ?? t('from.staff'), message.officeName].filter(Boolean).join(', ')
              : t(`from.${message.from}`)}{' '}
            · {dateTime(message.at)}
          </span>
          <p>{message.text}</p>
          <Attachments caseId={caseId} message={message} />
          {message.from !== 'person' && (
            <span className={message.status === 'failed' ? 'late' : 'dim'}>
              {t(`delivery.${message.status}`, { defaultValue: message.status })} {message.code ? `(${message.code})` : ''}
            </span>
          )}{' '}
          {message.status === 'failed' && message.from === 'staff' && isMine && !message.isResent && (
            <button type="button" className="quiet" onClick={() => void again(message.id)}>
              {t('case.again')}
            </button>
          )}
        </li>
      ))}
      <li ref={end} className="end" aria-hidden="true" />
    </ol>
  )
}
