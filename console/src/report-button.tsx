import { useState } from 'react'
import { locale, useText } from './i18n.ts'

/** The printable report takes some seconds to be set: it is told that it is being made. */
export function ReportButton({ file }: { file: string }) {
  const t = useText()
  const [state, setState] = useState<'idle' | 'making' | 'failed'>('idle')
  const make = async () => {
    setState('making')
    const response = await fetch(`${file}?as=pdf&lang=${locale()}`)
    if (!response.ok) return setState('failed')
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await response.blob())
    link.download = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'puente.pdf'
    link.click()
    URL.revokeObjectURL(link.href)
    setState('idle')
  }
  return (
    <>
      <button type="button" className="quiet" disabled={state === 'making'} onClick={() => void make()}>
        {t('figures.pdf')}
      </button>
      <span role="status">{state === 'idle' ? '' : t(`figures.pdf_${state}`)}</span>
    </>
  )
}
