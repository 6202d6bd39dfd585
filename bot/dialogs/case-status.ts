import { dateWords } from '../answer/dates.ts'
import type { CaseView } from '../case.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Lang } from '../vocabulary.ts'

/** "How is my case?": stage, next step and date, as they stand. */
export function caseStatus(draft: Draft, ports: Ports): Draft {
  const { lang, turn, state } = draft
  if (turn.case)
    return decide(draft, { route: 'handoff', say: [say(statusText(turn.case, lang, ports), 'notice')], topics: ['talk-to-person'] })
  const { caseNumber: number } = state
  const text = number ? ports.text(lang, 'person.status', { number }) : ports.text(lang, 'person.status_none')
  const offer = number ? [] : [say(ports.text(lang, 'unknown.person'))]
  return decide(draft, { route: 'handoff', say: [say(text, 'notice'), ...offer], topics: ['talk-to-person'] })
}

/** "Who read my case?": everybody who opened what is kept, with the day. */
export function caseReaders(draft: Draft, ports: Ports): Draft {
  const { lang, turn } = draft
  const readers = turn.case?.readers ?? []
  const lines = readers.slice(0, 6).map((reader) => {
    const date = dateWords(reader.on, lang, ports) ?? reader.on
    const line = `${date}: ${reader.name}, ${reader.office}`
    return reader.basis === 'break-glass' ? `${line} (${ports.text(lang, 'case.readers_danger')})` : line
  })
  const text = lines.length > 0 ? [ports.text(lang, 'case.readers'), ...lines].join('\n') : ports.text(lang, 'case.readers_none')
  return decide(draft, { route: 'command', say: [say([text, ...whoSees(draft, ports)].join('\n'))], topics: ['talk-to-person'] })
}

/** Where several offices see something of the case: which sees what, and how to end it for one. */
function whoSees({ lang, turn }: Draft, ports: Ports): string[] {
  const offices = turn.case?.offices ?? []
  if (offices.length < 2) return []
  const lines = offices.map((office, i) => {
    const sees = office.sees.map((field) => ports.text(lang, `case.sees.${field}`)).join(', ')
    return `${i + 1} ${office.name}: ${sees}`
  })
  return [ports.text(lang, 'case.offices'), ...lines, ports.text(lang, 'case.revoke_one')]
}

function statusText(view: CaseView, lang: Lang, ports: Ports): string {
  const t = (key: string, params: Record<string, string>) => ports.text(lang, key, params)
  const base = { number: view.number, office: view.officeName, name: view.caseworker ?? '' }
  const isTaken = view.stage === 'open' && view.caseworker
  const stage = view.stage === 'closed' ? 'closed' : isTaken ? 'open' : view.stage === 'snoozed' ? 'snoozed' : 'waiting'
  const by =
    stage === 'waiting' && view.promisedBy
      ? [t('case.promised', { date: dateWords(view.promisedBy.date, lang, ports) ?? '', time: view.promisedBy.time })]
      : []
  const first = view.first ? [t('case.first', { name: view.first.name, office: view.first.office })] : []
  return [t(`case.status.${stage}`, base), ...first, ...by, ...(stage === 'closed' ? [] : [nextStep(view, lang, ports)])].join(' ')
}

function nextStep({ nextStep }: CaseView, lang: Lang, ports: Ports): string {
  if (!nextStep) return ports.text(lang, 'case.next_none')
  const date = nextStep.on ? dateWords(nextStep.on, lang, ports) : undefined
  return date
    ? ports.text(lang, 'case.next', { step: nextStep.text, date })
    : ports.text(lang, 'case.next_undated', { step: nextStep.text })
}
