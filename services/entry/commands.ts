import { z } from 'zod'
import { COUNTRIES, ENTRY_KINDS, LANGUAGES, PHASES, plainCode } from '../../bot/index.ts'
import type { Commands } from '../control/index.ts'
import { type ErrorCode, PuenteError } from '../errors/index.ts'
import type { Reach } from '../posters/index.ts'
import { listEntryCodes, listOffices } from '../store/index.ts'
import { type EntryDeps, endEntryCode, entryCodes, makeEntryCode } from './manage.ts'

const BY = 'command-line'
const Make = z.strictObject({
  kind: z.enum(ENTRY_KINDS),
  label: z.string().min(2).max(80),
  office: z.string().optional(),
  word: z.string().optional(),
  country: z.enum(COUNTRIES).optional(),
  here: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  phase: z.enum(PHASES).optional(),
  lang: z.enum(LANGUAGES).optional(),
})
const End = z.strictObject({ retire: z.string(), redirect: z.string().optional() })

/** What `npm run code:make` and `npm run poster` ask for: of the store, or of the service that has it open. Arguments are JSON. */
export function entryCommands(deps: EntryDeps, reach: Reach): Commands {
  const { db } = deps.engine
  const commands: Commands = {
    'entry-list': async () => ({
      offices: (await listOffices(db)).map(({ id, name }) => ({ id, name })),
      ...(await entryCodes(deps, undefined)),
    }),
    'entry-make': async (argument) => {
      const { office: officeId, lang, country, here, ...wanted } = read(Make, argument)
      const office = (await listOffices(db)).find(({ id }) => id === officeId)
      if (officeId && !office) throw new PuenteError('P2009', { detail: `there is no office ${officeId}` })
      return await makeEntryCode(deps, {
        kind: wanted.kind,
        label: wanted.label,
        word: wanted.word,
        phase: wanted.phase,
        officeId: office?.id,
        country: country ?? COUNTRIES.find((one) => one === office?.country),
        here: here ?? office?.place ?? undefined,
        language: lang,
        by: BY,
      })
    },
    'entry-end': async (argument) => {
      const { retire, redirect } = read(End, argument)
      await endEntryCode(deps, { code: plainCode(retire), redirectTo: redirect, by: BY })
      return {}
    },
    'entry-poster': async (argument) => {
      const codes = (await listEntryCodes(db)).filter((row) => row.retired_at === null)
      const found = codes.find(({ code }) => code === plainCode(argument))
      const known = codes.map(({ code }) => code).join(', ') || 'none yet, see npm run code:make'
      if (!found) throw new PuenteError('P2009', { detail: `--code: one of ${known}` })
      return { code: found.code, office: found.officeName ?? found.label, reach }
    },
  }
  return Object.fromEntries(Object.entries(commands).map(([name, run]) => [name, (argument) => run(argument).catch(refused)]))
}

/** What the operator has to put right goes back as it is, over a socket too. */
function refused(error: unknown): { refused: { code: ErrorCode; detail: string } } {
  if (error instanceof PuenteError) return { refused: { code: error.code, detail: error.detail ?? '' } }
  throw error
}

function read<T extends z.ZodType>(schema: T, argument: string): z.infer<T> {
  const parsed = schema.safeParse(JSON.parse(argument))
  if (parsed.success) return parsed.data
  const detail = parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new PuenteError('P2009', { detail })
}
