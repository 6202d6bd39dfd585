import { useCallback, useState } from 'react'
import { ApiError, api } from './api.ts'
import { CasePanel } from './case-panel.tsx'
import { Conversation } from './conversation.tsx'
import { useText } from './i18n.ts'
import { Packet } from './packet.tsx'
import { lastView } from './queue-view.tsx'
import { ReplyBox } from './reply-box.tsx'
import type { CaseInfo, Me, Message } from './types.ts'
import { useData, useNews } from './use-data.ts'

/** One case: what the person agreed to share, the conversation, the reply box, and the panel with needs, plan and referrals. */
export function CaseView({ caseId, me }: { caseId: string; me: Me }) {
  const t = useText()
  const { data: info, error, reload } = useData<CaseInfo>(`/cases/${caseId}`)
  const looksOn = info?.ground === 'shared'
  const mayRead =
    info?.ground != null && info.ground !== 'referral' && (!looksOn || info.sees.includes('messages') || info.sees.includes('history'))
  const messages = useData<{ messages: readonly Message[] }>(mayRead ? `/cases/${caseId}/messages` : '')
  const [notice, setNotice] = useState('')
  const [typist, setTypist] = useState('')
  const refresh = useCallback(async () => {
    await Promise.all([reload(), messages.reload()])
  }, [reload, messages.reload])
  useNews(
    useCallback((changed) => void (changed === caseId || changed === '' ? refresh() : undefined), [caseId, refresh]),
    useCallback(
      (typing) => {
        if (typing.caseId !== caseId) return
        setTypist(typing.name)
        setTimeout(() => setTypist(''), 4_000)
      },
      [caseId],
    ),
  )
  const act = async (path: string, body?: unknown) => {
    setNotice('')
    try {
      await api('POST', `/cases/${caseId}${path}`, body)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setNotice(`${t(`error.${cause.code}`, { defaultValue: t('error.other') })} ${cause.detail}`.trim())
    }
    await refresh()
  }
  if (!info)
    return <p role={error ? 'alert' : undefined}>{error ? t(`error.${error.code}`, { defaultValue: t('error.other') }) : t('loading')}</p>
  const isMine = info.assigneeId === me.staffId
  return (
    <div className="case">
      <header>
        <a href={`#/queue/${lastView()}`}>{t('case.back')}</a>
        <h1>
          {t('case.title', { number: info.number })} {info.priority === 'urgent' && <span className="tag">{t('queue.urgent')}</span>}
        </h1>
        <p className="dim">
          {t(`status.${info.status}`)} · {info.assigneeName ? t('queue.has', { name: info.assigneeName }) : t('queue.nobody')} ·{' '}
          {t(`who.${info.who}`)}
        </p>
        <div className="actions">
          {info.status !== 'closed' && !info.assigneeId && info.isLead && (
            <button type="button" onClick={() => void act('/claim')}>
              {t('case.claim')}
            </button>
          )}
          {info.status !== 'closed' && isMine && (
            <button type="button" className="quiet" onClick={() => void act('/release')}>
              {t('case.release')}
            </button>
          )}
          {info.status === 'closed' && !info.isRevoked && info.isLead && (
            <button type="button" onClick={() => void act('/reopen')}>
              {t('case.reopen')}
            </button>
          )}
        </div>
        {notice !== '' && <p role="alert">{notice}</p>}
        {looksOn && <p>{t('shares.onlooker', { office: info.officeName })}</p>}
        {info.isRevoked && <p role="alert">{t('case.revoked')}</p>}
      </header>
      <Packet info={info} me={me} onChange={refresh} />
      <section className="talk">
        {mayRead ? (
          <Conversation caseId={caseId} messages={messages.data?.messages ?? []} isMine={isMine} onChange={refresh} />
        ) : (
          <p className="empty">{t('case.shut')}</p>
        )}
        {typist !== '' && <p className="dim">{t('case.typing', { name: typist })}</p>}
        {isMine && info.status !== 'closed' && <ReplyBox info={info} onSent={refresh} />}
      </section>
      <CasePanel info={info} me={me} act={act} />
    </div>
  )
}
