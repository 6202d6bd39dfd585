import type { z } from 'zod'
import { allCrisisReplies, type CrisisLinesFile, type CrisisTextsFile, type Place } from '../../bot/safety/index.ts'
import { fitSegments } from '../channels/index.ts'
import type { Fault } from '../content/index.ts'

const FIRST_PART = 150
const MAX_SEGMENTS = 2

/** Whether every crisis text can be built, names its number within the first 150 characters and fits two SMS. */
export function checkTexts(lines: z.infer<typeof CrisisLinesFile>, texts: z.infer<typeof CrisisTextsFile>): Fault[] {
  const faults: Fault[] = []
  for (const [place, at] of Object.entries(lines.places)) {
    for (const [kind, ids] of Object.entries(at.kinds)) {
      for (const id of ids)
        if (!at.lines[id])
          faults.push(
            fault('lines.yaml', `places.${place}.kinds.${kind}`, `there is no line "${id}"`, `Name a line of "places.${place}.lines".`),
          )
    }
  }
  for (const { kind, where, lang, reply } of allCrisisReplies({ lines, texts })) {
    const name = `${kind} ${where ?? 'unknown place'} ${lang}`
    const [first] = reply.numbers
    if (first === undefined && where !== undefined)
      faults.push(fault('lines.yaml', name, 'no number is named', 'Give the kind at least one line.'))
    if (first !== undefined && reply.text.indexOf(first) + first.length > FIRST_PART)
      faults.push(fault('crisis-texts.yaml', name, `the number stands after ${FIRST_PART} characters`, 'Make the opening shorter.'))
    const { segments, encoding } = fitSegments(reply.text)
    if (segments > MAX_SEGMENTS)
      faults.push(
        fault(
          'crisis-texts.yaml',
          name,
          `${segments} SMS (${encoding}, ${reply.text.length} characters)`,
          `Make it shorter: ${MAX_SEGMENTS} at most.`,
        ),
      )
  }
  return faults
}

/** Numbers that the source file does not hold, or holds with low confidence. @param dossier content/dossier/crisis.yaml as read */
export function checkNumbers(lines: z.infer<typeof CrisisLinesFile>, dossier: readonly DossierPlace[]): Fault[] {
  return Object.entries(lines.places).flatMap(([place, at]) => {
    const sourced = dossier.find((entry) => entry.country === (place as Place))?.lines ?? []
    return Object.entries(at.lines).flatMap(([id, line]) => {
      const matches = sourced.filter(
        (entry) => entry.kind === line.dossier && entry.confidence !== 'low' && numbersIn(entry.number).includes(squeezed(line.number)),
      )
      return matches.length > 0
        ? []
        : [
            fault(
              'lines.yaml',
              `places.${place}.lines.${id}`,
              `"${line.number}" is not in content/dossier/crisis.yaml as ${line.dossier} with confidence high or medium`,
              'Correct the number or add its source.',
            ),
          ]
    })
  })
}

export interface DossierPlace {
  readonly country: string
  readonly lines: readonly { readonly kind: string; readonly number: string; readonly confidence: string }[]
}

/** "811 (antes 809-200-1400)" → 811, 809-200-1400. */
function numbersIn(text: string): string[] {
  return text
    .split(/[;/(),]|\bantes\b|\btambién\b|\btexto\b|\bTTY\b/)
    .map(squeezed)
    .filter((part) => part !== '')
}

function squeezed(number: string): string {
  return number.replace(/\s/g, '')
}

function fault(file: string, field: string, what: string, fix: string): Fault {
  return { file: `content/safety/${file}`, line: 0, field, what, fix }
}
