import type { Fault } from './fault.ts'
import type { ContentFiles } from './load-content.ts'
import { lineFinder } from './read-yaml.ts'

/** Every point stands once, and names a card of its own country or of any. */
export function checkChecklists({ cards, checklists }: ContentFiles): Fault[] {
  const seen = new Map<string, string>()
  return [...checklists.values()].flatMap(({ value, file, text }) => {
    const at = lineFinder(text)
    const named =
      value.id === `${value.country}.${value.phase}`
        ? []
        : [
            {
              file,
              line: at(['id']),
              field: 'id',
              what: 'does not say its country and phase',
              fix: `Write ${value.country}.${value.phase}.`,
            },
          ]
    return [
      ...named,
      ...value.items.flatMap((item, i) => {
        const line = at(['items', String(i), 'id'])
        const faults: Fault[] = []
        const twin = seen.get(item.id)
        if (twin)
          faults.push({
            file,
            line,
            field: 'id',
            what: `"${item.id}" stands in ${twin} too`,
            fix: 'Give each point its own id: progress is kept by it.',
          })
        seen.set(item.id, file)
        if (item.card !== undefined) {
          const card = cards.get(item.card)?.value
          if (!card)
            faults.push({
              file,
              line,
              field: 'card',
              what: `no card "${item.card}"`,
              fix: 'Name a card of content/cards, or leave it out.',
            })
          else if (card.country !== 'any' && card.country !== value.country)
            faults.push({
              file,
              line,
              field: 'card',
              what: `"${item.card}" is of another country`,
              fix: 'Name a card of this country or of any.',
            })
        }
        return faults
      }),
    ]
  })
}
