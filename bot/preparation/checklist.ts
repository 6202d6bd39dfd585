import { type Draft, decide, say } from '../draft.ts'
import type { ChecklistItem, Ports } from '../ports.ts'
import { preparationOf } from './ask.ts'
import { countOf } from './count.ts'
import type { Preparation } from './profile.ts'

/** "Mi lista": what is still to be done, under numbers that stay; what is done only by its number. */
export function showList(draft: Draft, ports: Ports): Draft {
  const { lang } = draft
  const preparation = preparationOf(draft)
  const items = listOf(draft, ports, preparation)
  if (items.length === 0) return decide(draft, { route: 'command', say: [say(ports.text(lang, 'prepare.list_none'))] })
  const isDone = (item: ChecklistItem) => preparation.done.includes(item.id)
  const open = items.flatMap((item, i) => (isDone(item) ? [] : [`${i + 1} ${item.text}`]))
  const done = items.flatMap((item, i) => (isDone(item) ? [i + 1] : []))
  const lines = [
    ports.text(lang, 'prepare.list_title', { done: done.length, all: items.length }),
    ...open,
    ...(done.length > 0 ? [ports.text(lang, 'prepare.list_done', { numbers: done.join(', ') })] : []),
    ports.text(lang, open.length > 0 ? 'prepare.list_how' : 'prepare.list_all_done'),
  ]
  const save = { ...preparation, shown: items.map((item) => item.id) }
  return decide(
    draft,
    { route: 'command', say: [say(lines.join('\n'))], effects: { preparation: { save } } },
    // The numbers on the screen are of this list now.
    { pending: { kind: 'preparation', choices: [], about: 'list' } },
  )
}

/** "Listo 3", "falta 3": ticks off, or takes back, what stood under that number when the list was last shown. */
export function tick(draft: Draft, ports: Ports, { numbers, isDone }: { numbers: readonly number[]; isDone: boolean }): Draft {
  const { lang } = draft
  const preparation = preparationOf(draft)
  const items = itemsAt(draft, ports, numbers)
  if (items.length === 0) return decide(draft, { route: 'command', say: [say(ports.text(lang, 'prepare.list_which'))] })
  const ids = new Set(items.map((item) => item.id))
  const others = preparation.done.filter((id) => !ids.has(id))
  const save = { ...preparation, done: isDone ? [...others, ...ids] : others }
  const all = listOf(draft, ports, save)
  const done = all.filter((item) => save.done.includes(item.id)).length
  const text = ports.text(lang, isDone ? 'prepare.ticked' : 'prepare.unticked', {
    items: items.map((item) => item.text).join('; '),
    done,
    all: all.length,
  })
  return decide(draft, { route: 'command', say: [say(text, 'confirmation')], effects: { preparation: { save } } })
}

/** A number alone under a list: what stands there, and what can be said of it. */
export function askOfItem(draft: Draft, ports: Ports, number: number): Draft {
  const [item] = itemsAt(draft, ports, [number])
  const text = item
    ? ports.text(draft.lang, 'prepare.list_item', { item: item.text, n: number })
    : ports.text(draft.lang, 'prepare.list_which')
  return decide(draft, { route: 'command', say: [say(text)] })
}

/** "Ver 3": the card behind a point, where there is one. */
export function tellItem(draft: Draft, ports: Ports, numbers: readonly number[]): Draft {
  const [item] = itemsAt(draft, ports, numbers.slice(0, 1))
  const view = item?.card === undefined ? undefined : ports.card(item.card, draft.lang)
  if (!item || !view || view.freshness === 'expired')
    return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, item ? 'prepare.list_no_card' : 'prepare.list_which'))] })
  return decide(
    draft,
    {
      route: 'answer',
      say: [{ type: 'cards', cards: [view] }],
      topics: [view.topic],
      answers: [{ card: view.id, topic: view.topic, country: view.country, score: 1 }],
    },
    { lastTopics: [view.topic], lastCards: [view.id] },
  )
}

/** Whether the person has a list to which a number can belong. */
export function hasList({ turn }: Draft): boolean {
  return (turn.preparation?.shown.length ?? 0) > 0
}

function listOf(draft: Draft, ports: Ports, preparation: Preparation): readonly ChecklistItem[] {
  const { state, lang } = draft
  const hasChildren = countOf(draft, ports, preparation).hasChildren ?? state.profiles.some((p) => p === 'children' || p === 'family')
  const all = ports.checklist?.({ country: state.country ?? null, phase: state.phase ?? 'before', lang }) ?? []
  return all.filter((item) => !item.isForChildren || hasChildren)
}

/** What stood under these numbers; a list that has changed since is read in the order that the person has seen. */
function itemsAt(draft: Draft, ports: Ports, numbers: readonly number[]): ChecklistItem[] {
  const { shown } = preparationOf(draft)
  const { lang, state } = draft
  const known = [state.phase ?? 'before', 'before', 'travel', 'arrival', 'after'] as const
  const all = known.flatMap((phase) => ports.checklist?.({ country: state.country ?? null, phase, lang }) ?? [])
  return numbers.flatMap((n) => all.find((item) => item.id === shown[n - 1]) ?? [])
}
