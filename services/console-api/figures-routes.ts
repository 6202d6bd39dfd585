import { z } from 'zod'
import { PuenteError } from '../errors/index.ts'
import { monthCsv, REPORT_LANGUAGES, readMonth, reportHtml } from '../figures/index.ts'
import { insertAudit } from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { queryOf } from './guard.ts'
import type { Mounting } from './mount.ts'

const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
const File = z.object({ as: z.enum(['csv', 'pdf']), lang: z.enum(REPORT_LANGUAGES).default('es') })

/** What an office may be told of its months: figures, nobody in them. */
export function mountFigures(deps: ConsoleDeps, mount: Mounting): void {
  const { engine, offices, clock, today } = deps.cases
  const read = async (officeId: string, given: unknown) => {
    const month = Month.safeParse(given)
    if (!month.success) throw new PuenteError('P1002', { detail: 'month' })
    const office = offices.find(officeId)
    if (!office) throw new PuenteError('P1004')
    return { office: office.name, ...(await readMonth(engine.db, { officeId, month: month.data, today: today() })) }
  }
  mount.ofOffice('figures', async ({ req, officeId }) => await read(officeId, req.params.month))
  mount.ofOffice('figuresFile', async ({ req, res, who, officeId }) => {
    const { as, lang } = queryOf(File, req)
    const figures = await read(officeId, req.params.month)
    await insertAudit(engine.db, {
      at: clock().getTime(),
      kind: 'figures-exported',
      conversationId: null,
      details: { staff: who.staffId, office: officeId, month: figures.month, as },
    })
    const name = `puente-${figures.month}.${as}`
    if (as === 'csv') res.set('Cache-Control', 'no-store').attachment(name).type('text/csv').send(monthCsv(figures))
    else {
      const topicName = (topic: string) => deps.cases.text(lang, `topic.${topic}`)
      const html = reportHtml({ figures, office: figures.office, lang, today: today(), topicName })
      const pdf = await deps.printer.printPdf(html, { format: 'A4' })
      res.set('Cache-Control', 'no-store').attachment(name).type('application/pdf').send(Buffer.from(pdf))
    }
    return undefined
  })
}
