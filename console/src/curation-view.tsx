import { useState } from 'react'
import { ApiError, api } from './api.ts'
import { CardFile } from './card-file.tsx'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import { Pager } from './pager.tsx'
import { useData } from './use-data.ts'

const KINDS = ['unanswered', 'unsure', 'low-rated', 'stale', 'draft', 'done'] as const
type Kind = (typeof KINDS)[number]

interface Item {
  readonly id: string
  readonly kind: Kind
  readonly text: string
  readonly lang: string
  readonly country: string | null
  readonly topic: string | null
  readonly people: number
  readonly lastAt: number | null
  readonly card: string | null
  readonly file: string | null
  readonly isNew: boolean
  readonly isNear: boolean
  readonly sources: readonly { readonly publisher: string; readonly url: string }[]
  readonly checkedOn: string | null
  readonly reviewBy: string | null
  readonly whys?: Readonly<Record<string, number>>
}

interface Work {
  readonly items: readonly Item[]
  readonly counts: Readonly<Partial<Record<Kind, number>>>
  readonly page: number
}

/** What curators have to mend, the things of most people first; no person is in it. */
export function CurationView() {
  const t = useText()
  const [kind, setKind] = useState<Kind>('unanswered')
  const [offset, setOffset] = useState(0)
  const { data, error, reload } = useData<Work>(`/curation?kind=${kind}&offset=${offset}`)
  const total = data?.counts[kind] ?? 0
  const isShown = data !== undefined && (data.items[0]?.kind ?? kind) === kind
  const choose = (next: Kind) => {
    setKind(next)
    setOffset(0)
  }
  return (
    <section className="queue">
      <h1>{t('nav.curation')}</h1>
      <p className="dim">{t('curation.intro')}</p>
      <div className="tabs">
        {KINDS.filter((name) => data?.counts[name] !== undefined).map((name) => (
          <button type="button" key={name} aria-pressed={name === kind} onClick={() => choose(name)}>
            {t(`curation.kind.${name}`)} <span className="count">{data?.counts[name]}</span>
          </button>
        ))}
      </div>
      {error && <p role="alert">{t(`error.${error.code}`, { defaultValue: t('error.other') })}</p>}
      <p className="dim">{t(`curation.about.${kind}`)}</p>
      {data && total === 0 && <p className="empty">{t('curation.empty')}</p>}
      <ol className="work">
        {isShown &&
          data.items.map((item) => (
            <li key={item.id}>
              <WorkItem item={item} onDone={reload} />
            </li>
          ))}
      </ol>
      {data && <Pager offset={offset} page={data.page} total={total} onMove={setOffset} />}
    </section>
  )
}

function WorkItem({ item, onDone }: { item: Item; onDone: () => Promise<void> }) {
  const t = useText()
  const isQuestion = item.kind === 'unanswered' || item.kind === 'unsure'
  const about = [
    item.topic && t(`topic.${item.topic}`, { defaultValue: item.topic }),
    item.country && t(`country.${item.country}`, { defaultValue: item.country.toUpperCase() }),
    t(`lang.${item.lang}`),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <>
      <p className="asked">
        <b lang={item.lang}>{item.text}</b>
        <span className="tag">{t('curation.people', { count: item.people })}</span>
      </p>
      <p className="dim">
        {about}
        {item.lastAt !== null && ` · ${t(item.kind === 'done' ? 'curation.answered' : 'curation.last', { date: dateTime(item.lastAt) })}`}
        {item.checkedOn && ` · ${t('curation.checked', { date: item.checkedOn })}`}
        {item.reviewBy && item.kind === 'stale' && ` · ${t('curation.review_by', { date: item.reviewBy })}`}
      </p>
      {item.whys && Object.keys(item.whys).length > 0 && (
        <p>
          {Object.entries(item.whys)
            .map(([why, count]) => `${t(`curation.why.${why}`, { defaultValue: why })}: ${count}`)
            .join(' · ')}
        </p>
      )}
      {item.file && (
        <p>
          {t(item.isNew ? 'curation.new_file' : item.isNear ? 'curation.near' : 'curation.file')} <code>{item.file}</code>{' '}
          {item.card && (
            <a href={`/c/${item.card}`} target="_blank" rel="noreferrer">
              {t('curation.card')}
            </a>
          )}
        </p>
      )}
      {item.card && <CardFile card={item.card} />}
      {item.sources.length > 0 && <Sources sources={item.sources} />}
      {isQuestion && <TryAgain id={item.id} onDone={onDone} />}
    </>
  )
}

function Sources({ sources }: { sources: Item['sources'] }) {
  const t = useText()
  return (
    <p>
      {t('curation.sources')}{' '}
      {sources.map((source, i) => (
        // A publisher may stand twice, with two pages.
        <span key={`${source.publisher}${source.url}`}>
          {i > 0 && '; '}
          {source.url === '' ? (
            source.publisher
          ) : (
            <a href={source.url} target="_blank" rel="noreferrer">
              {source.publisher}
            </a>
          )}
        </span>
      ))}
    </p>
  )
}

/** Asks the assistant the same question again: an answer is the only tick there is. */
function TryAgain({ id, onDone }: { id: string; onDone: () => Promise<void> }) {
  const t = useText()
  const [said, setSaid] = useState('')
  const [isBusy, setBusy] = useState(false)
  const tryIt = async () => {
    setBusy(true)
    try {
      const tried = await api<{ isAnswered: boolean; card: string | null; text: string }>('POST', `/curation/questions/${id}/try`)
      if (tried.isAnswered) await onDone()
      else setSaid(`${t('curation.still')} ${tried.text}`)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setSaid(t(`error.${cause.code}`, { defaultValue: t('error.other') }))
    }
    setBusy(false)
  }
  return (
    <div className="actions">
      <button type="button" className="quiet" disabled={isBusy} onClick={() => void tryIt()}>
        {t('curation.try')}
      </button>
      <span role="status" className="said">
        {said}
      </span>
    </div>
  )
}
