import { z } from 'zod'
import { PuenteError } from '../errors/index.ts'
import {
  NoticeForm,
  NUMBER_OR_LINK,
  onDuty,
  putNotice,
  readSettings,
  type SettingsDeps,
  SettingsForm,
  saveSettings,
  takeNoticeDown,
} from '../offices/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { bodyOf, queryOf } from './guard.ts'
import type { Mounting } from './mount.ts'

const Lang = z.object({ lang: z.enum(['es', 'en']).default('es') })

/** What an office sets itself: hours, holidays, languages, who is on duty, the promise, the notice of the day. */
export function mountSettings(deps: ConsoleDeps, mount: Mounting): void {
  const { engine, clock, offices } = deps.cases
  const settings: SettingsDeps = { engine, clock, offices, announce: (officeId) => deps.news.emit('offices', officeId) }
  mount.ofOffice('officeSettings', async ({ req, officeId }) => await readSettings(settings, officeId, queryOf(Lang, req).lang))
  mount.ofOffice(
    'saveOfficeSettings',
    async ({ req, who, officeId }) => void (await saveSettings(settings, officeId, who, bodyOf(SettingsForm, req))),
  )
  mount.ofOffice('putNotice', async ({ req, who, officeId }) => {
    const given = NoticeForm.safeParse(req.body)
    if (given.error?.issues.some((issue) => issue.message === NUMBER_OR_LINK)) throw new PuenteError('P1051')
    await putNotice(settings, officeId, who, bodyOf(NoticeForm, req))
    return undefined
  })
  mount.ofOffice('takeNoticeDown', async ({ who, officeId }) => void (await takeNoticeDown(settings, officeId, who)))
  mount.ofOffice('onDuty', async ({ officeId }) => {
    const office = offices.find(officeId)
    if (!office) throw new PuenteError('P1004')
    const staff = await onDuty(engine.db, office, offices.today(office))
    return { staff: staff.map(({ id, first_name }) => ({ id, firstName: first_name })) }
  })
}
