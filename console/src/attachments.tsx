import { useState } from 'react'
import { useText } from './i18n.ts'
import type { Message } from './types.ts'

/** What came with a message: named, and opened only when asked for. It is fetched from the provider then, and kept nowhere here. */
export function Attachments({ caseId, message }: { caseId: string; message: Message }) {
  const t = useText()
  return message.attachments.map((kind, i) => {
    const name = t(`attachment.${kind}`, { defaultValue: kind })
    const key = `${message.id}-${i}`
    if (i >= message.media)
      return (
        <span key={key} className="tag">
          {name}
        </span>
      )
    return <Attachment key={key} name={name} isPicture={kind === 'image'} path={`/cases/${caseId}/messages/${message.id}/media/${i}`} />
  })
}

function Attachment({ name, isPicture, path }: { name: string; isPicture: boolean; path: string }) {
  const t = useText()
  const [state, setState] = useState<'shut' | 'opening' | 'failed' | string>('shut')
  const open = async () => {
    setState('opening')
    const response = await fetch(`/console/api${path}`, { headers: { 'x-puente-console': '1' } }).catch(() => undefined)
    if (!response?.ok) return setState('failed')
    const blob = await response.blob()
    if (isPicture) return setState(await dataUrl(blob))
    const url = URL.createObjectURL(blob)
    const link = Object.assign(document.createElement('a'), { href: url, download: name })
    link.click()
    URL.revokeObjectURL(url)
    setState('shut')
  }
  if (state.startsWith('data:')) return <img className="attached" src={state} alt={name} />
  return (
    <>
      <span className="tag">{name}</span>
      <button type="button" className="quiet" disabled={state === 'opening'} onClick={() => void open()}>
        {t('attachment.open')}
      </button>
      {state === 'failed' && <span className="late">{t('attachment.failed')}</span>}
    </>
  )
}

/** The page's security policy lets pictures in as data only. */
function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
