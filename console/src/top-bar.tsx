import { useCallback, useEffect } from 'react'
import { api } from './api.ts'
import { chooseLocale, locale, useText } from './i18n.ts'
import type { Me } from './types.ts'
import { useData, useNews } from './use-data.ts'

const CASEWORK = ['caseworker', 'mental-health', 'supervisor', 'consulate']
/** Where a role begins; everybody else with the cases. */
const HOME: Readonly<Record<string, string>> = { curator: 'curation', administrator: 'staff' }
const FIGURES = ['consulate', 'supervisor', 'administrator']
const SETTINGS = ['consulate', 'supervisor', 'administrator']
const CURATION = ['curator', 'administrator']

/** Where one is, who one is, in which language. */
export function TopBar({ me, path }: { me: Me; path: string }) {
  const t = useText()
  const { data, reload } = useData<{ alerts: readonly unknown[] }>('/alerts')
  const alerts = data?.alerts.length ?? 0
  useNews(useCallback(() => void reload(), [reload]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: on another page what was seen on the last one is gone
  useEffect(() => void reload(), [path, reload])
  const home = HOME[me.role] ?? 'queue'
  const isHome = path === '' || path === '#/'
  const isAt = (page: string) => (path.startsWith(`#/${page}`) || (isHome && page === home) ? ('page' as const) : undefined)
  const signOut = async () => {
    await api('POST', '/sign-out').catch(() => undefined)
    location.reload()
  }
  return (
    <header className="bar">
      <strong>Puente</strong>
      <nav aria-label={t('nav.label')}>
        {CASEWORK.includes(me.role) && (
          <>
            <a href="#/queue" aria-current={isAt('queue')}>
              {t('nav.queue')}
            </a>
            <a href="#/office" aria-current={isAt('office')}>
              {t('nav.office')}
            </a>
          </>
        )}
        {CASEWORK.includes(me.role) && (
          <a href="#/campaigns" aria-current={isAt('campaigns')}>
            {t('nav.campaigns')}
          </a>
        )}
        {FIGURES.includes(me.role) && (
          <a href="#/figures" aria-current={isAt('figures')}>
            {t('nav.figures')}
          </a>
        )}
        {FIGURES.includes(me.role) && (
          <a href="#/indicators" aria-current={isAt('indicators')}>
            {t('nav.indicators')}
          </a>
        )}
        {FIGURES.includes(me.role) && (
          <a href="#/codes" aria-current={isAt('codes')}>
            {t('nav.codes')}
          </a>
        )}
        {SETTINGS.includes(me.role) && (
          <a href="#/settings" aria-current={isAt('settings')}>
            {t('nav.settings')}
          </a>
        )}
        {me.role === 'administrator' && (
          <a href="#/staff" aria-current={isAt('staff')}>
            {t('nav.staff')}
          </a>
        )}
        {CURATION.includes(me.role) && (
          <a href="#/proposals" aria-current={isAt('proposals')}>
            {t('nav.proposals')}
          </a>
        )}
        {me.role === 'administrator' && (
          <a href="#/keys" aria-current={isAt('keys')}>
            {t('nav.keys')}
          </a>
        )}
        {CURATION.includes(me.role) && (
          <a href="#/curation" aria-current={isAt('curation')}>
            {t('nav.curation')}
          </a>
        )}
        {(me.role === 'administrator' || me.role === 'supervisor') && (
          <a href="#/set-aside" aria-current={isAt('set-aside')}>
            {t('nav.set_aside')}
          </a>
        )}
        <a href="#/account" aria-current={isAt('account')}>
          {t('nav.account')}
          {alerts > 0 && (
            <span className="badge" title={t('nav.alerts', { count: alerts })}>
              {alerts}
            </span>
          )}
        </a>
      </nav>
      <span className="who">
        {me.firstName} · {t(`role.${me.role}`)} · {me.officeName}
      </span>
      <button type="button" className="quiet" onClick={() => chooseLocale(locale() === 'es' ? 'en' : 'es')}>
        {t('other_language')}
      </button>
      <button type="button" className="quiet" onClick={() => void signOut()}>
        {t('sign_out')}
      </button>
    </header>
  )
}
