import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { atLeast, type Campaign } from './campaigns-view.tsx'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

const LANGUAGES = ['es', 'en', 'ht', 'fr', 'pt'] as const
const COUNTRIES = ['mx', 'gt', 'sv', 'hn', 'do', 'ht', 'ni', 'cr', 'pa']
const PLACES = [...COUNTRIES, 'us', 'ca', 'es']
const PHASES = ['before', 'travel', 'arrival', 'after']
const MAX_CHARS = 600

interface Preview {
  readonly people: number | null
  readonly needsApproval: boolean
  readonly smsSegments: number
  readonly languages: readonly { lang: string; text?: string; segments?: number; people: number | null; bySms: number | null }[]
}
type Words = Readonly<Record<string, string>>

const filled = (words: Words): Words => Object.fromEntries(Object.entries(words).filter(([, value]) => value.trim() !== ''))

/** One campaign: whom by kind, the words by language, how it will be read in all five and what it costs. */
export function CampaignForm({ campaign, onDone, onLeave }: { campaign?: Campaign | undefined; onDone: () => Promise<void>; onLeave: () => void }) {
  const t = useText()
  const names = useData<{ offices: readonly { id: string; name: string }[] }>('/offices')
  const topics = useData<{ topic: Readonly<Record<string, string>> }>('/names?lang=es')
  const [name, setName] = useState(campaign?.name ?? '')
  const [segment, setSegment] = useState<Words>(campaign?.segment ?? {})
  const [texts, setTexts] = useState<Words>(campaign?.texts ?? {})
  const [perMinute, setPerMinute] = useState(campaign?.perMinute ?? 60)
  const [preview, setPreview] = useState<Preview>()
  const [failure, setFailure] = useState<ApiError>()
  const wish = () => ({ segment: filled(segment), texts: filled(texts) })
  const attempt = async (work: () => Promise<unknown>) => {
    setFailure(undefined)
    await work().catch((e) => setFailure(e instanceof ApiError ? e : undefined))
  }
  const look = () => attempt(async () => setPreview(await api<Preview>('POST', '/campaigns/preview', wish())))
  const save = (event: FormEvent) => {
    event.preventDefault()
    void attempt(async () => {
      await api(campaign ? 'PUT' : 'POST', campaign ? `/campaigns/${campaign.id}` : '/campaigns', { name, perMinute, ...wish() })
      await onDone()
    })
  }
  const options: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    country: COUNTRIES.map((c) => [c, t(`country.${c}`, { defaultValue: c })]),
    phase: PHASES.map((p) => [p, t(`figures.phase_name.${p}`, { defaultValue: p })]),
    lang: LANGUAGES.map((l) => [l, t(`lang.${l}`)]),
    place: PLACES.map((p) => [p, t(`country.${p}`, { defaultValue: p.toUpperCase() })]),
    topic: Object.keys(topics.data?.topic ?? {}).map((id) => [id, t(`topic.${id}`, { defaultValue: id })]),
    entryOffice: (names.data?.offices ?? []).map(({ id, name: office }) => [id, office]),
  }
  return (
    <form className="campaign-form" onSubmit={save}>
      <label>
        {t('campaigns.name')} <input required minLength={3} maxLength={80} value={name} onChange={(e) => setName(e.target.value)} />
      </label>
      <fieldset>
        <legend>{t('campaigns.whom')}</legend>
        {Object.entries(options).map(([field, list]) => (
          <label key={field}>
            {t(`campaigns.by.${field}`)}{' '}
            <select value={segment[field] ?? ''} onChange={(e) => setSegment({ ...segment, [field]: e.target.value })}>
              <option value="">{t('campaigns.any')}</option>
              {list.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('campaigns.words')}</legend>
        <p className="dim">{t('campaigns.words_about')}</p>
        {LANGUAGES.map((lang, i) => (
          <label key={lang}>
            {t(`lang.${lang}`)}
            <textarea
              lang={lang}
              rows={3}
              minLength={10}
              maxLength={MAX_CHARS}
              required={i < 2}
              value={texts[lang] ?? ''}
              onChange={(e) => setTexts({ ...texts, [lang]: e.target.value })}
            />
          </label>
        ))}
      </fieldset>
      <label>
        {t('campaigns.rate')}{' '}
        <input type="number" min={1} max={600} value={perMinute} onChange={(e) => setPerMinute(Number(e.target.value))} />
      </label>
      {failure && (
        <p role="alert">
          {t(`error.${failure.code}`, { defaultValue: t('error.other') })} {failure.detail}
        </p>
      )}
      {preview && <PreviewOf preview={preview} />}
      <p className="actions">
        <button type="button" className="quiet" onClick={() => void look()}>
          {t('campaigns.preview')}
        </button>
        <button type="submit">{t('campaigns.save')}</button>
        <button type="button" className="quiet" onClick={onLeave}>
          {t('campaigns.leave')}
        </button>
      </p>
    </form>
  )
}

function PreviewOf({ preview }: { preview: Preview }) {
  const t = useText()
  return (
    <section aria-live="polite" className="campaign-preview">
      <h2>{t('campaigns.preview')}</h2>
      <p>
        {t('campaigns.reaches', { people: atLeast(preview.people) })} {t('campaigns.cost', { segments: preview.smsSegments })}{' '}
        {preview.needsApproval && t('campaigns.needs_approval')}
      </p>
      {preview.languages.map(({ lang, text, segments, people }) => (
        <div key={lang}>
          <h3>
            {t(`lang.${lang}`)} · {atLeast(people)}
          </h3>
          {text === undefined ? (
            <p className="dim">{t('campaigns.not_written')}</p>
          ) : (
            <>
              <p lang={lang} className="said">
                {text}
              </p>
              <p className="dim">{t('campaigns.segments', { segments: segments ?? 0 })}</p>
            </>
          )}
        </div>
      ))}
    </section>
  )
}
