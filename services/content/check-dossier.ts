import { type DossierRecord, dossierText } from './dossier.ts'
import type { Fault } from './fault.ts'
import { figuresOf, hasPhone } from './figures.ts'
import type { ContentFiles } from './load-content.ts'
import { lineFinder } from './read-yaml.ts'

/** Every record of the dossier is carried by a card or listed as left out, never both; and nothing points to a record that is not there. */
export function checkDossier(files: ContentFiles, dossierIds: readonly string[]): Fault[] {
  const known = new Set(dossierIds)
  const leftOut = new Set(files.leftOut.map((entry) => entry.id))
  const carriedBy = new Map([...files.cards.values()].flatMap((card) => card.value.dossier.map((id) => [id, card.value.id] as const)))
  const faults: Fault[] = dossierIds
    .filter((id) => !carriedBy.has(id) && !leftOut.has(id))
    .map((id) => ({
      file: `content/dossier/${id.split('/')[0]}.yaml`,
      line: 0,
      field: id,
      what: 'no card carries this record',
      fix: 'Write a card with it under dossier, or list it in content/left-out.md with the reason.',
    }))
  for (const { value, file, text } of files.cards.values())
    value.dossier.forEach((id, i) => {
      if (known.has(id)) return
      faults.push({
        file,
        line: lineFinder(text)(['dossier', String(i)]),
        field: `dossier.${i}`,
        what: `there is no record "${id}"`,
        fix: 'Write file/index, counted from 0, of a record in content/dossier.',
      })
    })
  for (const { id, file, line } of files.leftOut) {
    const card = carriedBy.get(id)
    if (!known.has(id))
      faults.push({ file, line, field: id, what: 'there is no such record', fix: 'Correct the number, or remove the line.' })
    else if (card)
      faults.push({
        file,
        line,
        field: id,
        what: `is carried by the card ${card}`,
        fix: 'Remove the line, or begin it with "part of" when only a part stays out.',
      })
  }
  return faults
}

/**
 * A phone that stands in no record was changed or mistyped: a wrong digit gives a number that is just as valid.
 * A person who has checked it signs the record with `verified`.
 */
export function checkPhonesInDossier(files: ContentFiles, dossier: ReadonlyMap<string, DossierRecord>): Fault[] {
  const known = figuresOf(dossierText([...dossier.values()]))
  return [...files.services.values()].flatMap(({ value, file, text }) =>
    value.verified
      ? []
      : value.phones.flatMap((phone, i) => {
          if (hasPhone(known, phone.number)) return []
          const path = ['phones', String(i), 'number']
          return [
            {
              file,
              line: lineFinder(text)(path),
              field: path.join('.'),
              what: `"${phone.number}" stands in no record of content/dossier`,
              fix: 'Compare it with the source digit by digit; if you have called it yourself, add verified: {by: "Your name", on: "2026-11-20"}.',
            },
          ]
        }),
  )
}
