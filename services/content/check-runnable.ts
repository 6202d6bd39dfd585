import { checkAsks } from './check-asks.ts'
import { checkCard } from './check-card.ts'
import { checkChecklists } from './check-checklists.ts'
import { checkSameOffice, checkService } from './check-service.ts'
import type { Fault } from './fault.ts'
import type { ContentFiles } from './load-content.ts'

/**
 * Everything wrong in the files themselves: a start and a reload refuse it, so that no placeholder without a phone reaches anybody.
 * What needs more than the files (the dossier, the length of an SMS) is held by `checkContent` only.
 * @param now when given, no date of a source may lie after it; a start does not give it, so that a machine with a wrong clock still answers
 */
export function checkRunnable(files: ContentFiles, now?: Date): Fault[] {
  const records = new Map([...files.services].map(([id, s]) => [id, s.value]))
  return [
    ...files.faults,
    ...[...files.services.values()].flatMap((service) => checkService(service, now)),
    ...checkSameOffice(files.services),
    ...[...files.cards.values()].flatMap((card) => checkCard(card, records, now)),
    ...checkAsks(files),
    ...checkChecklists(files),
  ]
}
