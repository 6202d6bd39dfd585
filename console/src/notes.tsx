import type { FormEvent } from 'react'
import { api } from './api.ts'
import { dateTime } from './dates.ts'
import { useKept } from './drafts.ts'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

/** Internal notes, monitoring, the person's comments: never shown in the chat. */
export function Notes({ caseId }: { caseId: string }) {
  const t = useText()
  const { data, reload } = useData<{ notes: readonly { id: string; kind: string; by: string; at: number; text: string }[] }>(
    `/cases/${caseId}/notes`,
  )
  const [note, setNote] = useKept(`note:${caseId}`)
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    await api('POST', `/cases/${caseId}/notes`, { kind: given.get('kind'), text: note })
    setNote('')
    await reload()
  }
  return (
    <details>
      <summary>{t('notes.title')}</summary>
      <ul className="plain">
        {data?.notes.map((note) => (
          <li key={note.id}>
            <span className="dim">
              {t(`notes.${note.kind}`)} · {note.by} · {dateTime(note.at)}
            </span>
            <p>{note.text}</p>
          </li>
        ))}
      </ul>
      <form onSubmit={(event) => void add(event)}>
        <label htmlFor="kind">{t('notes.kind')}</label>
        <select id="kind" name="kind">
          {['note', 'monitoring', 'comment'].map((kind) => (
            <option key={kind} value={kind}>
              {t(`notes.${kind}`)}
            </option>
          ))}
        </select>
        <label htmlFor="note">{t('notes.text')}</label>
        <textarea id="note" rows={2} required value={note} onChange={(event) => setNote(event.target.value)} />
        <button type="submit">{t('notes.add')}</button>
      </form>
    </details>
  )
}
