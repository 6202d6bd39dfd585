import { COUNTRIES } from '../../bot/vocabulary.ts'
import type { Fault } from './fault.ts'
import { createLibrary } from './library.ts'
import type { ContentFiles } from './load-content.ts'

/** A gap is told honestly and names the country's general help: every country must have one with a phone or a page. */
export function checkGeneralHelp(files: ContentFiles): Fault[] {
  const library = createLibrary(files, { clock: () => new Date(0), graceUntil: undefined, publicUrl: () => '' })
  return COUNTRIES.filter((country) => library.generalHelp(country, 'es') === undefined).map((country) => ({
    file: `content/cards/${country}`,
    line: 0,
    field: 'services',
    what: 'the country has no general help (a card on reception, consular-help, legal-aid, social-programmes, id-card or passport whose service has a phone or a page)',
    fix: 'Add the phone or the url to that service record: people are sent there when nothing else is known.',
  }))
}
