import { z } from 'zod'
import { COUNTRIES, ENTRY_KINDS, LANGUAGES, PHASES } from '../../bot/index.ts'
import { endEntryCode, entryCodes, makeEntryCode } from '../entry/index.ts'
import { PuenteError } from '../errors/index.ts'
import { linksTo, makePoster, POSTER_FORMATS, POSTER_SIZES } from '../posters/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { bodyOf, queryOf } from './guard.ts'
import type { Mounting } from './mount.ts'

/** Codes of no office: campaigns. Only who may see every office's codes reaches them. */
const NO_OFFICE = 'none'
const NewCode = z.strictObject({
  kind: z.enum(ENTRY_KINDS),
  label: z.string().trim().min(2).max(80),
  word: z.string().trim().max(20).optional(),
  country: z.enum(COUNTRIES).optional(),
  here: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  phase: z.enum(PHASES).optional(),
  language: z.enum(LANGUAGES).optional(),
})
const End = z.strictObject({ redirectTo: z.string().trim().max(20).optional() })
const Wanted = z.object({
  size: z.enum(POSTER_SIZES),
  format: z.enum(POSTER_FORMATS).default('pdf'),
  lang: z.enum(LANGUAGES).default('es'),
})

/** Entry codes of an office and what is printed of them. */
export function mountEntry(deps: ConsoleDeps, mount: Mounting): void {
  const { entry } = deps
  const { offices } = deps.cases ?? {}
  /** @throws PuenteError P1004 when the office has no such code */
  const codeOf = async (officeId: string, code: string) => {
    const { codes } = await entryCodes(entry, undefined)
    const found = codes.find((one) => one.code === code && (one.officeId ?? NO_OFFICE) === officeId)
    if (!found) throw new PuenteError('P1004')
    return found
  }
  mount.ofOffice('entryCodes', async ({ officeId }) => {
    const { codes, unknown } = await entryCodes(entry, undefined)
    const own = codes.filter((code) => (code.officeId ?? NO_OFFICE) === officeId)
    return {
      codes: own.map((code) => ({ ...code, links: linksTo(entry.reach, code.code) })),
      ...(officeId === NO_OFFICE ? { unknown } : {}),
    }
  })
  mount.ofOffice('makeEntryCode', async ({ req, who, officeId }) => {
    const wanted = bodyOf(NewCode, req)
    const office = offices.find(officeId)
    if (!office && officeId !== NO_OFFICE) throw new PuenteError('P1002', { detail: 'office' })
    return await makeEntryCode(entry, {
      kind: wanted.kind,
      label: wanted.label,
      officeId: office?.id,
      country: wanted.country ?? COUNTRIES.find((country) => country === office?.country),
      here: wanted.here ?? office?.place ?? undefined,
      phase: wanted.phase,
      language: wanted.language,
      word: wanted.word || undefined,
      by: who.staffId,
    })
  })
  mount.ofOffice('endEntryCode', async ({ req, who, officeId }) => {
    const { code } = await codeOf(officeId, String(req.params.code))
    await endEntryCode(entry, { code, redirectTo: bodyOf(End, req).redirectTo || undefined, by: who.staffId })
    return undefined
  })
  mount.ofOffice('poster', async ({ req, res, officeId }) => {
    const { size, format, lang } = queryOf(Wanted, req)
    const { code, officeName, label } = await codeOf(officeId, String(req.params.code))
    const poster = await makePoster(
      { printer: deps.printer, reach: entry.reach, text: deps.cases.text },
      { code, office: officeName ?? label, size, format, lang },
    )
    res.set('Cache-Control', 'no-store').attachment(poster.name).type(poster.type).send(Buffer.from(poster.bytes))
    return undefined
  })
}
