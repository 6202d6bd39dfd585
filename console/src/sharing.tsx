import { type FormEvent, useEffect, useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import type { CaseInfo } from './types.ts'
import { useData } from './use-data.ts'

const FIELDS = ['packet', 'needs', 'plan', 'messages', 'history'] as const

interface Shares {
  readonly offices: readonly { readonly id: string; readonly name: string; readonly isLead: boolean; readonly sees: readonly string[] }[]
  readonly asked: readonly {
    readonly id: string
    readonly office: string
    readonly kind: string
    readonly fields: readonly string[]
    readonly state: string
    readonly at: number
    readonly by: string
  }[]
}

/** Which office sees what of the case, by the person's word; whoever has it, or looks on, can have the person asked for more. */
export function Sharing({ info, mayAsk }: { info: CaseInfo; mayAsk: boolean }) {
  const t = useText()
  const { data, reload } = useData<Shares>(`/cases/${info.id}/shares`)
  const happened = info.now
  useEffect(() => {
    if (happened > 0) void reload()
  }, [happened, reload])
  const fields = (list: readonly string[]) => list.map((field) => t(`shares.field.${field}`)).join(', ')
  return (
    <details open={!info.isLead || (data?.offices.length ?? 0) > 1}>
      <summary>{t('shares.title')}</summary>
      {info.firstContact && <p>{t('shares.first', info.firstContact)}</p>}
      <ul className="plain sees">
        {data?.offices.map((office) => (
          <li key={office.id}>
            <b>{office.name}</b> {office.isLead && <span className="tag">{t('shares.lead')}</span>}
            {office.sees.length > 0 && <p className="dim">{fields(office.sees)}</p>}
          </li>
        ))}
      </ul>
      <ul className="plain asked">
        {data?.asked.map((share) => (
          <li key={share.id}>
            {share.office}: {fields(share.fields)} <span className="tag">{t(`shares.state.${share.state}`)}</span>{' '}
            <span className="dim">
              {share.by}, {dateTime(share.at)}
            </span>
          </li>
        ))}
      </ul>
      {mayAsk && <Ask info={info} onAsked={reload} />}
    </details>
  )
}

function Ask({ info, onAsked }: { info: CaseInfo; onAsked: () => Promise<void> }) {
  const t = useText()
  const { data } = useData<{ offices: readonly { id: string; name: string }[] }>(info.isLead ? '/offices' : '')
  const [notice, setNotice] = useState('')
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const kind = info.isLead ? String(form.get('kind')) : 'view'
    const fields = form.getAll('field')
    if (fields.length === 0 && kind === 'view') return setNotice(t('shares.none'))
    setNotice('')
    try {
      await api('POST', `/cases/${info.id}/shares`, { kind, fields, ...(info.isLead ? { officeId: form.get('shareOffice') } : {}) })
      setNotice(t('shares.asked'))
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setNotice(
        cause.code === 'P1014'
          ? t(`refused.${cause.detail}`, { defaultValue: t('error.P1014') })
          : t(`error.${cause.code}`, { defaultValue: t('error.other') }),
      )
    }
    await onAsked()
  }
  return (
    <form onSubmit={(event) => void ask(event)}>
      {info.isLead && (
        <>
          <label htmlFor="shareOffice">{t('shares.office')}</label>
          <select id="shareOffice" name="shareOffice" required>
            <option value="">–</option>
            {data?.offices
              .filter((office) => office.name !== info.officeName)
              .map((office) => (
                <option key={office.id} value={office.id}>
                  {office.name}
                </option>
              ))}
          </select>
          <label htmlFor="kind">{t('shares.kind')}</label>
          <select id="kind" name="kind">
            <option value="view">{t('shares.view')}</option>
            <option value="handover">{t('shares.handover')}</option>
          </select>
          <p className="dim">{t('shares.kept')}</p>
        </>
      )}
      <fieldset>
        <legend>{t('shares.fields')}</legend>
        {FIELDS.map((field) => (
          <label className="check" key={field}>
            <input type="checkbox" name="field" value={field} /> {t(`shares.field.${field}`)}
          </label>
        ))}
      </fieldset>
      <button type="submit">{t(info.isLead ? 'shares.ask' : 'shares.more')}</button>
      {notice !== '' && <p role="status">{notice}</p>}
    </form>
  )
}

/** Cases of other offices that the person lets this one see something of. */
export function SharedCases() {
  const t = useText()
  const { data } = useData<{
    cases: readonly { caseId: string; number: string; office: string; sees: readonly string[]; since: number }[]
  }>('/shared')
  return (
    <>
      <h2>{t('shares.office_title')}</h2>
      {data?.cases.length === 0 && <p className="empty">{t('shares.office_none')}</p>}
      <ul className="plain">
        {data?.cases.map((one) => (
          <li key={one.caseId}>
            <a href={`#/case/${one.caseId}`}>{one.number}</a> · {one.office} · {dateTime(one.since)}
            <p className="dim">{one.sees.map((field) => t(`shares.field.${field}`)).join(', ')}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
