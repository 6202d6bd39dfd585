import { useState } from 'react'
import { useText } from './i18n.ts'
import type { CaseInfo } from './types.ts'
import { useData } from './use-data.ts'

export interface Canned {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly checkedOn: string
  readonly freshness: string
}

/** Reviewed cards in the person's language as ready replies, each with the date it was last checked. */
export function CannedReplies({ info, onPick }: { info: CaseInfo; onPick: (canned: Canned) => void }) {
  const t = useText()
  const [q, setQ] = useState('')
  const path = q.length < 3 ? '' : `/cards?q=${encodeURIComponent(q)}&lang=${info.lang}${info.country ? `&country=${info.country}` : ''}`
  const { data } = useData<{ cards: readonly Canned[] }>(path)
  return (
    <details className="canned">
      <summary>{t('canned.title')}</summary>
      <label htmlFor="canned">{t('canned.search')}</label>
      <input id="canned" type="search" value={q} onChange={(event) => setQ(event.target.value)} />
      <ul>
        {(q.length < 3 ? [] : (data?.cards ?? [])).map((card) => (
          <li key={card.id}>
            <button type="button" className="quiet" onClick={() => onPick(card)}>
              {card.title}{' '}
              <span className={card.freshness === 'current' ? 'dim' : 'late'}>{t('canned.checked', { date: card.checkedOn })}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
