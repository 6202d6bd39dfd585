// npm run code:make -- --office ID --kind consulate --label "Poster of the waiting room" [--word HOUSTON] [--country gt] [--here us] [--phase before] [--lang es]
// Without an office a campaign. --retire CODE [--redirect OTHER] ends one. Without arguments it lists offices and codes.
import { parseArgs } from 'node:util'
import { COUNTRIES, ENTRY_KINDS, LANGUAGES, PHASES, plainCode } from '../bot/index.ts'
import { loadSettings } from '../services/config/index.ts'
import { loadMessages } from '../services/content/index.ts'
import { endEntryCode, entryCodes, loadEntryWords, makeEntryCode, namesOf, openEntryCodes } from '../services/entry/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { loadSafety } from '../services/safety/index.ts'
import { listOffices, openStore } from '../services/store/index.ts'

const text = { type: 'string' } as const
const options = {
  office: text,
  kind: text,
  label: text,
  word: text,
  country: text,
  here: text,
  phase: text,
  lang: text,
  retire: text,
  redirect: text,
}
const { values } = parseArgs({ options })

/** @throws PuenteError P2009 when something was given that is not in the list */
function oneOf<T extends string>(name: string, list: readonly T[], given: string | undefined): T | undefined {
  const found = list.find((item) => item === given)
  if (given !== undefined && found === undefined) throw new PuenteError('P2009', { detail: `--${name}: ${list.join(', ')}` })
  return found
}

try {
  const settings = loadSettings(process.env)
  const engine = await openStore(settings)
  const [words, messages, { safety }] = await Promise.all([
    loadEntryWords(settings.contentDir),
    loadMessages(settings.contentDir),
    loadSafety(settings.contentDir),
  ])
  const names = namesOf(messages.text)
  const codes = openEntryCodes(engine, words)
  const deps = { engine, clock: () => new Date(), codes, safety: () => safety, isNamed: (word: string) => names.has(word) }
  const offices = await listOffices(engine.db)
  const office = offices.find(({ id }) => id === values.office)
  if (values.office && !office) throw new PuenteError('P2009', { detail: `there is no office ${values.office}` })
  const kind = oneOf('kind', ENTRY_KINDS, values.kind)
  if (values.retire) {
    await endEntryCode(deps, { code: plainCode(values.retire), redirectTo: values.redirect, by: 'command-line' })
    console.log('Retired')
  } else if (kind && values.label) {
    const { code } = await makeEntryCode(deps, {
      kind,
      label: values.label,
      officeId: office?.id,
      country: oneOf('country', COUNTRIES, values.country) ?? COUNTRIES.find((country) => country === office?.country),
      here: values.here ?? office?.place ?? undefined,
      phase: oneOf('phase', PHASES, values.phase),
      language: oneOf('lang', LANGUAGES, values.lang),
      word: values.word,
      by: 'command-line',
    })
    console.log(`${code}\nPosters: npm run poster -- --code ${code}`)
  } else {
    console.log(`Offices:\n${offices.map(({ id, name }) => `  ${id}  ${name}`).join('\n')}\nCodes:`)
    const known = await entryCodes(deps, undefined)
    for (const code of known.codes)
      console.log(
        `  ${code.code}  ${code.officeName ?? code.label}  ${code.retiredAt === null ? `${code.uses} uses in 90 days` : 'retired'}`,
      )
    console.log(`Codes that were none of ours: ${known.unknown}`)
    console.log(
      `Usage: npm run code:make -- --kind ${ENTRY_KINDS.join('|')} --label TEXT [--office ID] [--word HOUSTON] | --retire CODE [--redirect CODE]`,
    )
  }
  await engine.close()
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exitCode = 78
}
