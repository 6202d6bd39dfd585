import { useState } from 'react'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

interface Source {
  readonly file: string
  readonly text: string
  readonly editUrl: string | null
}

/** The file of a card, opened beside what is wrong with it. */
export function CardFile({ card }: { card: string }) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const { data, error } = useData<Source>(isOpen ? `/curation/cards/${encodeURIComponent(card)}` : '')
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('curation.open')}</summary>
      {error && <p role="alert">{t(`error.${error.code}`, { defaultValue: t('error.other') })}</p>}
      {data?.editUrl && (
        <p>
          <a href={data.editUrl} target="_blank" rel="noreferrer">
            {t('curation.edit')}
          </a>
        </p>
      )}
      {data && (
        <section aria-label={data.file}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <pre className="file" tabIndex={0}>
            {data.text}
          </pre>
        </section>
      )}
    </details>
  )
}
