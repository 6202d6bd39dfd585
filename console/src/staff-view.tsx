import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

const ROLES = ['caseworker', 'mental-health', 'supervisor', 'consulate', 'curator', 'administrator']

interface Member {
  readonly id: string
  readonly firstName: string
  readonly role: string
  readonly officeName: string
  readonly isActive: boolean
  readonly lockedUntil: number | null
}

/** Administrators: who works here, invitations, forced sign-out, unlocking. No case and no person is seen from here. */
export function StaffView() {
  const t = useText()
  const { data, reload } = useData<{ staff: readonly Member[] }>('/staff')
  const { data: offices } = useData<{ offices: readonly { id: string; name: string }[] }>('/offices')
  const [link, setLink] = useState('')
  const [notice, setNotice] = useState('')
  const act = async (method: 'POST' | 'DELETE', path: string) => {
    await api(method, path)
    await reload()
  }
  const invite = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setNotice('')
    try {
      setLink((await api<{ link: string }>('POST', '/staff/invitations', Object.fromEntries(form))).link)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setNotice(t(`error.${cause.code}`, { defaultValue: t('error.other') }))
    }
  }
  return (
    <section className="page">
      <h1>{t('nav.staff')}</h1>
      <ul className="plain rows">
        {data?.staff.map((member) => (
          <li key={member.id}>
            <span>
              <b>{member.firstName}</b> · {t(`role.${member.role}`)} · {member.officeName}{' '}
              {!member.isActive && <span className="tag">{t('staff.left')}</span>}
            </span>
            {member.isActive && (
              <span className="actions">
                {member.lockedUntil !== null && (
                  <button type="button" onClick={() => void act('POST', `/staff/${member.id}/unlock`)}>
                    {t('staff.unlock')}
                  </button>
                )}
                <button
                  type="button"
                  className="quiet"
                  aria-label={`${t('staff.sign_out')}: ${member.firstName}`}
                  onClick={() => void act('DELETE', `/staff/${member.id}/sessions`)}
                >
                  {t('staff.sign_out')}
                </button>
                <button
                  type="button"
                  className="quiet"
                  aria-label={`${t('staff.dismiss')}: ${member.firstName}`}
                  onClick={() => {
                    if (confirm(t('staff.sure', { name: member.firstName }))) void act('DELETE', `/staff/${member.id}`)
                  }}
                >
                  {t('staff.dismiss')}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <h2>{t('staff.invite')}</h2>
      <form onSubmit={(event) => void invite(event)} className="card">
        <label htmlFor="email">{t('signin.email')}</label>
        <input id="email" name="email" type="email" required />
        <label htmlFor="firstName">{t('staff.first_name')}</label>
        <input id="firstName" name="firstName" required maxLength={40} />
        <label htmlFor="role">{t('staff.role')}</label>
        <select id="role" name="role">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
        <label htmlFor="officeId">{t('staff.office')}</label>
        <select id="officeId" name="officeId">
          {offices?.offices.map((office) => (
            <option key={office.id} value={office.id}>
              {office.name}
            </option>
          ))}
        </select>
        <label htmlFor="locale">{t('staff.language')}</label>
        <select id="locale" name="locale">
          <option value="es">Español</option>
          <option value="en">English</option>
        </select>
        <button type="submit">{t('staff.make_link')}</button>
        {notice !== '' && <p role="alert">{notice}</p>}
        {link !== '' && (
          <p role="status">
            {t('staff.link')} <code>{link}</code>
          </p>
        )}
      </form>
    </section>
  )
}
