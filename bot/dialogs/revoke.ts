import type { CaseView } from '../case.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { afterCaseWord, plain, takesBackAll } from './case-words.ts'

/** Words of an office's name that say something by themselves. */
const MIN_WORD_CHARS = 4
/** A word as long as this that is of no office is about something else: "take back my passport at the clinic". */
const OTHER_WORD_CHARS = 5

/** The person takes back what they agreed to, of all offices or of the one they name: it ends at once, and the office is told. */
export function revokeConsent(draft: Draft, ports: Ports): Draft {
  const known = draft.turn.case
  const named = known && !takesBackAll(draft.text, ports) ? namedOffice(draft.text, known, ports) : undefined
  if (known && named) return revokeOne(draft, ports, { known, named })
  // A closed case may be opened again while its consent holds: that can be taken back too.
  const isOpen = known && (known.stage !== 'closed' || known.hasConsent || known.offices.length > 0)
  const office = [...new Set([known?.officeName ?? '', ...(known?.offices ?? []).map((one) => one.name)])].join(', ')
  const text = isOpen ? ports.text(draft.lang, 'case.revoked', { office }) : ports.text(draft.lang, 'case.revoke_none')
  return decide(
    draft,
    {
      route: 'command',
      say: [say(text, 'confirmation')],
      ...(isOpen ? { effects: { revoke: true as const }, events: [{ kind: 'consent-revoked', details: { number: known.number } }] } : {}),
    },
    { pending: undefined, consent: undefined, caseNumber: undefined },
  )
}

/** Whether the message takes back the permission of one of several offices. */
export function revokesOneOffice(draft: Draft, ports: Ports): boolean {
  return draft.turn.case !== undefined && namedOffice(draft.text, draft.turn.case, ports) !== undefined
}

type Seeing = CaseView['offices'][number]

function revokeOne(draft: Draft, ports: Ports, { known, named }: { known: CaseView; named: Seeing }): Draft {
  const left = known.offices.filter((one) => one.id !== named.id).map((one) => one.name)
  const text = ports.text(draft.lang, 'case.revoked_one', { office: named.name, left: left.join(', ') })
  return decide(draft, {
    route: 'command',
    say: [say(text, 'confirmation')],
    effects: { revoke: { officeId: named.id } },
    events: [{ kind: 'consent-revoked', details: { number: known.number, office: named.id } }],
  })
}

/** "Quitar permiso 2", "take back permission from the clinic": the one office of several that is meant. */
function namedOffice(text: string, known: CaseView, ports: Ports): Seeing | undefined {
  const rest = known.offices.length > 1 ? afterCaseWord('revoke', text, ports) : undefined
  if (!rest) return undefined
  const number = /^\D*(\d{1,2})\D*$/.exec(rest)?.[1]
  if (number) return known.offices[Number(number) - 1]
  const said = rest.split(' ')
  const named = known.offices.filter((office) => {
    const name = new Set(plain(office.name).split(' '))
    if (said.some((word) => word.length >= OTHER_WORD_CHARS && !name.has(word))) return false
    return ownWords(office, known.offices).some((word) => said.includes(word))
  })
  return named.length === 1 ? named[0] : undefined
}

/** The words of a name that no other of the names has. */
function ownWords(office: Seeing, all: readonly Seeing[]): string[] {
  const others = new Set(all.filter((one) => one.id !== office.id).flatMap((one) => plain(one.name).split(' ')))
  return plain(office.name)
    .split(' ')
    .filter((word) => word.length >= MIN_WORD_CHARS && !others.has(word))
}
