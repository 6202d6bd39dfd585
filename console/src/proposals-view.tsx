import { useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

interface Change {
  readonly field: string
  readonly current: unknown
  readonly proposed: unknown
}

interface Proposal {
  readonly id: string
  readonly service: string
  readonly isNew: boolean
  readonly origin: string
  readonly createdAt: number
  readonly changes: readonly Change[]
}

interface Decided {
  readonly file?: string
  readonly text?: string
}

/** Changes of services that other directories propose: each field is taken or left; what comes out is the file to review. */
export function ProposalsView() {
  const t = useText()
  const { data, error, reload } = useData<{ proposals: readonly Proposal[] }>('/proposals')
  const [decided, setDecided] = useState<Decided>()
  const onDone = async (result: Decided) => {
    setDecided(result)
    await reload()
  }
  return (
    <section className="queue">
      <h1>{t('nav.proposals')}</h1>
      <p className="dim">{t('proposals.intro')}</p>
      {error && <p role="alert">{t(`error.${error.code}`, { defaultValue: t('error.other') })}</p>}
      {decided && (
        <div role="status">
          {decided.text === undefined ? (
            <p>{t('proposals.nothing_taken')}</p>
          ) : (
            <>
              <p>
                {t('proposals.file')} <code>{decided.file}</code>
              </p>
              <pre>{decided.text}</pre>
            </>
          )}
        </div>
      )}
      {data?.proposals.length === 0 && <p className="empty">{t('proposals.empty')}</p>}
      <ol className="work">
        {data?.proposals.map((proposal) => (
          <li key={proposal.id}>
            <OneProposal proposal={proposal} onDone={onDone} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function OneProposal({ proposal, onDone }: { proposal: Proposal; onDone: (decided: Decided) => Promise<void> }) {
  const t = useText()
  const [taken, setTaken] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const toggle = (field: string) => setTaken(taken.includes(field) ? taken.filter((one) => one !== field) : [...taken, field])
  const decide = async () => {
    setBusy(true)
    try {
      await onDone((await api<Decided | undefined>('POST', `/proposals/${proposal.id}/decision`, { accepted: taken })) ?? {})
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setSaid(`${t(`error.${cause.code}`, { defaultValue: t('error.other') })} ${cause.detail}`)
    }
    setBusy(false)
  }
  return (
    <fieldset disabled={isBusy}>
      <legend>
        <b>{proposal.service}</b> {proposal.isNew && <span className="tag">{t('proposals.new')}</span>}
      </legend>
      <p className="dim">
        {proposal.origin} · {dateTime(proposal.createdAt)}
      </p>
      {proposal.changes.map((change) => (
        <label key={change.field} className="check">
          <input type="checkbox" checked={taken.includes(change.field)} onChange={() => toggle(change.field)} /> <code>{change.field}</code>
          : <del>{shown(change.current)}</del> <ins>{shown(change.proposed)}</ins>
        </label>
      ))}
      <p>
        <button type="button" onClick={decide}>
          {t('proposals.decide', { count: taken.length, total: proposal.changes.length })}
        </button>
      </p>
      {said && <p role="alert">{said}</p>}
    </fieldset>
  )
}

function shown(value: unknown): string {
  if (value === null) return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
