import { z } from 'zod'
import { PuenteError } from '../errors/index.ts'
import { REPORT_LANGUAGES } from '../figures/index.ts'
import { INDICATOR_TEXTS, indicatorsCsv, indicatorsHtml, readIndicators, valueWord } from '../indicators/index.ts'
import { insertAudit } from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { queryOf } from './guard.ts'
import type { Mounting } from './mount.ts'

const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
const Page = z.object({ lang: z.enum(REPORT_LANGUAGES).default('es') })
const File = Page.extend({ as: z.enum(['csv', 'pdf']) })

/** The indicators of an office and month with what each means: nobody in them. */
export function mountIndicators(deps: ConsoleDeps, mount: Mounting): void {
  const { engine, offices, clock, today, text } = deps.cases
  const read = async (officeId: string, given: unknown) => {
    const month = Month.safeParse(given)
    if (!month.success) throw new PuenteError('P1002', { detail: 'month' })
    const office = offices.find(officeId)
    if (!office) throw new PuenteError('P1004')
    return { office: office.name, indicators: await readIndicators(engine.db, { officeId, month: month.data, today: today() }) }
  }
  const valueName = (lang: (typeof REPORT_LANGUAGES)[number]) => (id: string, value: string) => {
    if (id === 'unanswered') return text(lang, `topic.${value}`)
    if (id === 'reach-lang') return text(lang, `lang.${value}`)
    if (id === 'reach-country') return text(lang, `country.${value}`)
    return id.startsWith('referral-') ? (offices.find(value)?.name ?? value) : valueWord(lang, id, value)
  }
  mount.ofOffice('indicators', async ({ req, officeId }) => {
    const { lang } = queryOf(Page, req)
    const { office, indicators } = await read(officeId, req.params.month)
    const name = valueName(lang)
    return {
      office,
      ...indicators,
      indicators: indicators.indicators.map((one) => ({
        ...one,
        ...INDICATOR_TEXTS[lang][one.id],
        shares: one.shares.map((share) => ({ ...share, label: share.value === '' ? '' : name(one.id, share.value) })),
        rows: one.rows.map((row) => ({ ...row, label: name(one.id, row.value) })),
      })),
    }
  })
  mount.ofOffice('indicatorsFile', async ({ req, res, who, officeId }) => {
    const { as, lang } = queryOf(File, req)
    const { office, indicators } = await read(officeId, req.params.month)
    await insertAudit(engine.db, {
      at: clock().getTime(),
      kind: 'indicators-exported',
      conversationId: null,
      details: { staff: who.staffId, office: officeId, month: indicators.month, as },
    })
    const name = `puente-indicators-${indicators.month}.${as}`
    res.set('Cache-Control', 'no-store').attachment(name)
    if (as === 'csv') res.type('text/csv').send(indicatorsCsv(indicators))
    else {
      const countryName = (country: string) => text(lang, `country.${country}`)
      const html = indicatorsHtml({ indicators, office, lang, today: today(), valueName: valueName(lang), countryName })
      res.type('application/pdf').send(Buffer.from(await deps.printer.printPdf(html, { format: 'A4' })))
    }
    return undefined
  })
}
