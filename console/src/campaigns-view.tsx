import { useState } from 'react'
import { ApiError, api } from './api.ts'
import { CampaignForm } from './campaign-form.tsx'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import type { Me } from './types.ts'
import { useData } from './use-data.ts'

export interface Campaign {
  readonly id: string
  readonly name: string
  readonly office: string
  readonly state: 'draft' | 'asked' | 'running' | 'paused' | 'stopped' | 'done'
  readonly segment: Readonly<Record<string, string>>
  readonly texts: Readonly<Record<string, string>>
  readonly perMinute: number
  readonly createdAt: number
  readonly mayApprove: boolean
  readonly progress?: Readonly<Record<'people' | 'sent' | 'leftOut' | 'waiting', number | null>>
}

const WRITERS = ['supervisor', 'consulate']
const MOVES: Readonly<Record<Campaign['state'], readonly string[]>> = {
  draft: ['start'],
  asked: ['stop'],
  running: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  stopped: [],
  done: [],
}

/** At least so many, in steps of five. */
export const atLeast = (count: number | null) => (count === null ? '<5' : `${count}+`)

/** What an office tells of itself to those who agreed to it: chosen by kind, nobody seen. */
export function CampaignsView({ me }: { me: Me }) {
  const t = useText()
  const { data, error, reload } = useData<{ campaigns: readonly Campaign[] }>('/campaigns')
  const [edited, setEdited] = useState<Campaign | 'new'>()
  const mayWrite = WRITERS.includes(me.role)
  const onDone = async () => {
    setEdited(undefined)
    await reload()
  }
  return (
    <section className="page campaigns">
      <h1>{t('nav.campaigns')}</h1>
      <p className="dim">{t('campaigns.about')}</p>
      {error && <p role="alert">{t(`error.${error.code}`, { defaultValue: t('error.other') })}</p>}
      {edited ? (
        <CampaignForm campaign={edited === 'new' ? undefined : edited} onDone={onDone} onLeave={() => setEdited(undefined)} />
      ) : (
        mayWrite && (
          <p className="actions">
            <button type="button" onClick={() => setEdited('new')}>
              {t('campaigns.new')}
            </button>
          </p>
        )
      )}
      {data?.campaigns.length === 0 && <p className="empty">{t('campaigns.empty')}</p>}
      <ol className="work">
        {data?.campaigns.map((campaign) => (
          <li key={campaign.id}>
            <OneCampaign campaign={campaign} mayWrite={mayWrite} onEdit={() => setEdited(campaign)} onChanged={reload} />
          </li>
        ))}
      </ol>
    </section>
  )
}

interface OneProps {
  readonly campaign: Campaign
  readonly mayWrite: boolean
  readonly onEdit: () => void
  readonly onChanged: () => Promise<void>
}

function OneCampaign({ campaign, mayWrite, onEdit, onChanged }: OneProps) {
  const t = useText()
  const [failure, setFailure] = useState<ApiError>()
  const act = async (path: string, body?: object) => {
    setFailure(undefined)
    await api('POST', `/campaigns/${campaign.id}/${path}`, body).catch((e) => setFailure(e instanceof ApiError ? e : undefined))
    await onChanged()
  }
  const { state, progress } = campaign
  return (
    <article>
      <h2>{campaign.name}</h2>
      <p>
        <b>{t(`campaigns.state.${state}`)}</b> · {campaign.office} · {dateTime(campaign.createdAt)}
      </p>
      <p className="dim">
        {Object.entries(campaign.segment)
          .map(([field, value]) => `${t(`campaigns.by.${field}`)}: ${t(`${field}.${value}`, { defaultValue: value })}`)
          .join(' · ') || t('campaigns.everybody')}
      </p>
      <details>
        <summary>{t('campaigns.words')}</summary>
        {Object.entries(campaign.texts).map(([lang, words]) => (
          <p key={lang} lang={lang}>
            <b>{t(`lang.${lang}`)}</b> {words}
          </p>
        ))}
      </details>
      {progress && (
        <dl className="tiles">
          {(['people', 'sent', 'leftOut', 'waiting'] as const).map((field) => (
            <div key={field}>
              <dt>{t(`campaigns.progress.${field}`)}</dt>
              <dd>{atLeast(progress[field])}</dd>
            </div>
          ))}
        </dl>
      )}
      {state === 'asked' && <p role="status">{t(campaign.mayApprove ? 'campaigns.approve_ask' : 'campaigns.approve_wait')}</p>}
      {failure && <p role="alert">{t(`error.${failure.code}`, { defaultValue: t('error.other') })}</p>}
      <p className="actions">
        {campaign.mayApprove && (
          <button type="button" onClick={() => void act('approval')}>
            {t('campaigns.approve')}
          </button>
        )}
        {mayWrite &&
          MOVES[state].map((move) => (
            <button key={move} type="button" className={move === 'start' ? '' : 'quiet'} onClick={() => void act('move', { move })}>
              {t(`campaigns.move.${move}`)}
            </button>
          ))}
        {mayWrite && (state === 'draft' || state === 'asked') && (
          <button type="button" className="quiet" onClick={onEdit}>
            {t('campaigns.edit')}
          </button>
        )}
      </p>
    </article>
  )
}
