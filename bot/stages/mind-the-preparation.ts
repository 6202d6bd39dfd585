import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { askDelete, goOnPreparing } from '../preparation/ask.ts'
import { hasList, showList, tellItem, tick } from '../preparation/checklist.ts'
import { changeAnswer, sendProfile, showProfile } from '../preparation/show.ts'
import { preparationWish } from '../preparation/words.ts'

/**
 * "Preparar mi regreso", "mi perfil", "mi lista", "listo 3": when the whole message is it. A number belongs to the list only where the
 * person has one, and while a consent is open nothing but that is answered by numbers.
 */
export function mindThePreparation(draft: Draft, ports: Ports): Draft {
  const said = preparationWish(draft.text, ports)
  if (!said) return draft
  const { pending, language } = draft.state
  const lang = language && said.langs.includes(language) ? language : (said.langs[0] ?? draft.lang)
  const own: Draft = { ...draft, lang, state: { ...draft.state, language: language ?? lang } }
  // While a person answers, one's own notes can be seen and ticked off; no row of questions is begun.
  const isFree = draft.turn.status !== 'caseworker'
  switch (said.wish) {
    case 'start':
      return isFree ? goOnPreparing(own, ports) : draft
    case 'send':
      return isFree ? sendProfile(own, ports) : draft
    case 'delete':
      return isFree ? askDelete(own, ports) : draft
    case 'profile':
      return showProfile(own, ports)
    case 'list':
      return showList(own, ports)
    case 'change':
      return isFree && draft.turn.preparation ? changeAnswer(own, ports, said.numbers) : draft
    case 'done':
    case 'undone':
      return hasList(draft) && pending?.kind !== 'consent'
        ? tick(own, ports, { numbers: said.numbers, isDone: said.wish === 'done' })
        : draft
    case 'see':
      // Beside choices of ours "see 3" is one of them.
      return hasList(draft) && isFree && (pending?.choices.length ?? 0) <= 1 ? tellItem(own, ports, said.numbers) : draft
  }
}
