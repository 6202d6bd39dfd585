import { buildPacket } from '../dialogs/packet.ts'
import { askConsent } from '../dialogs/person.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { askAnew, preparationOf } from './ask.ts'
import { receivingOffice } from './count.ts'
import { PROFILE_FIELDS, profileLine, profileParts } from './profile.ts'

/** "Mi perfil": every answer under its number, and what can be done with it. */
export function showProfile(draft: Draft, ports: Ports): Draft {
  const { lang } = draft
  const t = (key: string) => ports.text(lang, key)
  const { answers } = preparationOf(draft)
  if (Object.keys(answers).length === 0) return decide(draft, { route: 'command', say: [say(t('prepare.profile_empty'))] })
  const lines = PROFILE_FIELDS.map((field, i) => `${i + 1} ${profileLine(field, answers[field] ?? '-', lang, ports)}`)
  return decide(
    draft,
    { route: 'command', say: [say([t('prepare.profile_title'), ...lines, t('prepare.profile_how')].join('\n'))] },
    { pending: undefined },
  )
}

/** "Cambiar 3": one answer anew. */
export function changeAnswer(draft: Draft, ports: Ports, numbers: readonly number[]): Draft {
  const field = PROFILE_FIELDS[(numbers[0] ?? 0) - 1]
  if (field) return askAnew(draft, ports, field)
  const text = ports.text(draft.lang, 'prepare.change_which', { of: PROFILE_FIELDS.length })
  return decide(draft, { route: 'command', say: [say(text)] })
}

/**
 * "Enviar perfil": asks for the consent as for every case, with the answers as parts that can be struck. It goes to the office that
 * has the person's case, else to the one that receives them.
 */
export function sendProfile(draft: Draft, ports: Ports, basis: 'person' | 'guardian' = 'person'): Draft {
  const { lang, turn } = draft
  const parts = profileParts(preparationOf(draft), lang, ports)
  if (parts.length === 0) return decide(draft, { route: 'command', say: [say(ports.text(lang, 'prepare.profile_empty'))] })
  if (!draft.state.country) return askAnew(draft, ports, 'where')
  const holder = turn.case && turn.case.stage !== 'closed' ? turn.case.office : undefined
  const office = holder ?? receivingOffice(draft, ports)
  // Nothing of the talk goes with it: only what was answered for it, and how the person can be met.
  const known = buildPacket(draft, ports).filter(({ key }) => key === 'country' || key === 'here' || key === 'language')
  return askConsent(draft, ports, {
    reason: 'return',
    priority: 'normal',
    basis,
    sends: { parts: [...known, ...parts], office },
  })
}
