import { useCallback, useEffect, useRef, useState } from 'react'
import { AccountView } from './account-view.tsx'
import { api, onSignedOut } from './api.ts'
import { CampaignsView } from './campaigns-view.tsx'
import { CaseView } from './case-view.tsx'
import { CodesView } from './codes-view.tsx'
import { CurationView } from './curation-view.tsx'
import { FiguresView } from './figures-view.tsx'
import { addNames, chooseLocale, hasChosenLocale, locale, useText } from './i18n.ts'
import { IdleWatch } from './idle.tsx'
import { IndicatorsView } from './indicators-view.tsx'
import { InvitationView } from './invitation-view.tsx'
import { KeysView } from './keys-view.tsx'
import { OfficeView } from './office-view.tsx'
import { ProposalsView } from './proposals-view.tsx'
import { QueueView } from './queue-view.tsx'
import { SetAsideView } from './set-aside-view.tsx'
import { SettingsView } from './settings-view.tsx'
import { SignIn } from './sign-in.tsx'
import { StaffView } from './staff-view.tsx'
import { TopBar } from './top-bar.tsx'
import { type Me, VIEWS } from './types.ts'
import { useData } from './use-data.ts'

/** The whole console: sign-in first; where one was, and what one was writing, is still there afterwards. */
export function App() {
  const t = useText()
  const path = useHash()
  const { data: me, error, reload } = useData<Me>('/me')
  const [isOut, setOut] = useState(false)
  useEffect(() => onSignedOut(() => setOut(true)), [])
  const onSignedIn = useCallback(async () => {
    await reload()
    setOut(false)
  }, [reload])
  useEffect(() => {
    document.title = `Puente · ${t('title')}`
  })
  useOwnLanguage(me)
  useFreshPage(me?.staffId)
  useFocusOnPage(path)
  if (path.startsWith('#/invitation/')) return <InvitationView token={path.slice('#/invitation/'.length)} onDone={onSignedIn} />
  if (isOut || error?.code === 'P1010') return <SignIn isReturn={me !== undefined} onDone={onSignedIn} />
  if (!me) return <main className="middle">{error ? <p role="alert">{t('error.network')}</p> : <p>{t('loading')}</p>}</main>
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <TopBar me={me} path={path} />
      <IdleWatch idleMs={me.idleMs} />
      <main id="content" tabIndex={-1}>
        <Page me={me} path={path} />
      </main>
    </>
  )
}

function Page({ me, path }: { me: Me; path: string }) {
  const [, page = '', id = ''] = path.split('/')
  if (page === 'case' && id) return <CaseView key={id} caseId={id} me={me} />
  if (page === 'account') return <AccountView />
  if (page === 'office') return <OfficeView me={me} />
  if (page === 'proposals') return <ProposalsView />
  if (page === 'keys') return <KeysView />
  if (page === 'curation' || me.role === 'curator') return <CurationView />
  if (page === 'codes') return <CodesView me={me} />
  if (page === 'campaigns') return <CampaignsView me={me} />
  if (page === 'indicators') return <IndicatorsView me={me} />
  if (page === 'figures') return <FiguresView me={me} />
  if (page === 'settings') return <SettingsView me={me} />
  if (page === 'set-aside') return <SetAsideView />
  if (page === 'staff' || me.role === 'administrator') return <StaffView />
  return <QueueView key={id} view={VIEWS.find((view) => view === id)} officeId={me.officeId} />
}

/** Somebody else signs in on a page that was left: nothing of the one before is in its memory. */
function useFreshPage(staffId: string | undefined): void {
  const before = useRef(staffId)
  useEffect(() => {
    if (before.current !== undefined && staffId !== undefined && before.current !== staffId) location.reload()
    before.current = staffId ?? before.current
  }, [staffId])
}

/** The language of the account until another is chosen, with the names of topics and countries in it. */
function useOwnLanguage(me: Me | undefined): void {
  const lang = locale()
  const own = me?.locale
  useEffect(() => {
    if ((own === 'es' || own === 'en') && !hasChosenLocale()) chooseLocale(own)
  }, [own])
  useEffect(() => {
    // Without them slugs stand there; nothing else depends on it.
    if (own)
      api<object>('GET', `/names?lang=${lang}`).then(
        (names) => addNames(lang, names),
        () => undefined,
      )
  }, [own, lang])
}

/** Another page begins at its content: with the keyboard one goes on from there. */
function useFocusOnPage(path: string): void {
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    document.getElementById('content')?.focus()
    scrollTo(0, 0)
  }, [path])
}

function useHash(): string {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const onChange = () => setHash(location.hash)
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  return hash
}
