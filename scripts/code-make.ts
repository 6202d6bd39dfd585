// npm run code:make -- --office ID --kind consulate --label "Poster of the waiting room" [--word HOUSTON] [--country gt] [--here us] [--phase before] [--lang es]
// Without an office: a campaign. --retire CODE [--redirect OTHER] ends one. Without arguments it lists offices and codes.
import { parseArgs } from 'node:util'
import type { EntryCodeView } from '../services/entry/index.ts'
import { askEntry } from './support/entry-codes.ts'
import { exitWith } from './support/operator.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
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
  },
})
try {
  if (values.retire) {
    await askEntry('entry-end', JSON.stringify(values))
    console.log('Retired')
  } else if (Object.keys(values).length > 0) {
    const { code } = await askEntry('entry-make', JSON.stringify(values))
    console.log(`${code}\nPosters: npm run poster -- --code ${code}`)
  } else {
    const { offices, codes, unknown } = (await askEntry('entry-list')) as unknown as {
      offices: { id: string; name: string }[]
      codes: EntryCodeView[]
      unknown: number
    }
    console.log(`Offices:\n${offices.map(({ id, name }) => `  ${id}  ${name}`).join('\n')}\nCodes:`)
    for (const code of codes)
      console.log(
        `  ${code.code}  ${code.officeName ?? code.label}  ${code.retiredAt === null ? `${code.uses} uses in 90 days` : 'retired'}`,
      )
    console.log(`Codes that were none of ours, in 90 days: ${unknown}`)
    console.log('Usage: npm run code:make -- --kind KIND --label TEXT [--office ID] [--word HOUSTON] | --retire CODE [--redirect CODE]')
  }
} catch (error) {
  exitWith(error)
}
