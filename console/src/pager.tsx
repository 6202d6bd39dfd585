import { useText } from './i18n.ts'

/** Steps through a long list; nothing when it fits one page. */
export function Pager({ offset, page, total, onMove }: { offset: number; page: number; total: number; onMove: (offset: number) => void }) {
  const t = useText()
  if (total <= page) return null
  return (
    <nav className="actions" aria-label={t('pager.label')}>
      <button type="button" className="quiet" disabled={offset === 0} onClick={() => onMove(Math.max(0, offset - page))}>
        {t('pager.before')}
      </button>
      <span className="dim">{t('pager.range', { from: offset + 1, to: Math.min(total, offset + page), total })}</span>
      <button type="button" className="quiet" disabled={offset + page >= total} onClick={() => onMove(offset + page)}>
        {t('pager.next')}
      </button>
    </nav>
  )
}
