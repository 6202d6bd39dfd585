import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { readMonth, reportHtml } from '../../services/figures/index.ts'
import { addAnswerTime, addFigures } from '../../services/store/index.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { codeFor } from '../support/codes.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const IMAGES = join(process.cwd(), 'docs', 'images')
/** New pictures for the documents: UPDATE_IMAGES=1. */
const keepsImages = process.env.UPDATE_IMAGES === '1'
const TOPICS = [
  'passport',
  'birth-certificate',
  'voluntary-return',
  'school-enrolment',
  'job-search',
  'health-care',
  'fraud',
  'detention-rights',
]
const DAYS = 24

let t: TestApp
let browser: Browser
let page: Page

beforeAll(async () => {
  await ensureConsole(process.cwd())
  ;[t, browser] = await Promise.all([startTestApp({}, () => new Date('2026-11-25T16:00:00Z')), openBrowser()])
  page = await (
    await browser.newContext({ viewport: { width: 1180, height: 1000 }, locale: 'en', reducedMotion: 'reduce', acceptDownloads: true })
  ).newPage()
  page.setDefaultTimeout(20_000)
  const carlos = t.app.demoStaff?.find((m) => m.name === 'Carlos')
  const { office_id } = await t.app.store.db
    .selectFrom('staff')
    .select('office_id')
    .where('email', '=', carlos?.email ?? '')
    .executeTakeFirstOrThrow()
  await fill(office_id)
  await page.goto(`${t.app.url}/console/`)
  await page.fill('input[type=email]', carlos?.email ?? '')
  await page.fill('input[type=password]', carlos?.password ?? '')
  await page.press('input[type=password]', 'Enter')
  await page.fill('input[autocomplete=one-time-code]', await codeFor(carlos?.totpSecret ?? ''))
  await page.press('input[autocomplete=one-time-code]', 'Enter')
  await page.locator('header nav').waitFor()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await t?.stop()
})

/** A month as a consulate has it: more on weekdays, more of some topics than of others. */
async function fill(officeId: string): Promise<void> {
  const { db } = t.app.store
  for (let day = 1; day <= DAYS; day++) {
    const date = `2026-11-${String(day).padStart(2, '0')}`
    const isWeekend = [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay())
    for (const [i, topic] of TOPICS.entries()) {
      const people = Math.round((isWeekend ? 4 : 18) / (i + 1)) + ((day * (i + 3)) % 4)
      await addFigures(
        db,
        {
          day: date,
          officeId,
          by: {
            country: 'mx',
            topic,
            phase: ['before', 'before', 'arrival', 'after'][i % 4] ?? '',
            lang: i % 5 === 4 ? 'en' : 'es',
            channel: ['whatsapp', 'sms', 'whatsapp', 'web'][i % 4] ?? '',
          },
        },
        {
          people,
          conversations: people,
          conversations_month: people,
          questions: people * 2,
          unanswered: topic === 'detention-rights' ? people : Math.floor(people / 9),
          handoffs: Math.floor(people / 6),
          useful: Math.floor(people / 3),
          not_useful: Math.floor(people / 10),
        },
      )
    }
    await addAnswerTime(db, { day: date, office_id: officeId, step: day % 6, in_time: day % 6 < 3 ? 4 : 1, late: day % 6 < 3 ? 0 : 2 })
  }
}

test('a consulate sees what its nationals ask, without a fault of accessibility in both themes', async () => {
  await page.click('a[href="#/figures"]')
  await page.locator('.tiles').waitFor()
  expect(await page.locator('.tiles div').count()).toBe(6)
  expect(await page.locator('table.bars').first().locator('tr').count()).toBe(TOPICS.length)
  expect(await page.locator('.days rect').count()).toBe(DAYS)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeViolations(page)).toEqual([])
  }
  if (keepsImages) await page.screenshot({ path: join(IMAGES, 'console-figures.png'), fullPage: true })
}, 60_000)

test('the report is made while the page says so, and is a file to print', async () => {
  const download = page.waitForEvent('download')
  await page.click('text=/Report as PDF|Informe en PDF/')
  const file = await (await download).path()
  expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-')
  if (keepsImages) await pictureOfReport()
}, 60_000)

async function pictureOfReport(): Promise<void> {
  const { office_id } = await t.app.store.db.selectFrom('daily_figure').select('office_id').executeTakeFirstOrThrow()
  const figures = await readMonth(t.app.store.db, { officeId: office_id, month: '2026-11', today: '2026-11-25' })
  const paper = await browser.newPage({ viewport: { width: 794, height: 1123 } })
  const office = 'Consulado de Guatemala en Houston (demo)'
  await paper.setContent(reportHtml({ figures, office, lang: 'es', today: '2026-11-25', topicName: (topic) => topic }))
  await paper.addStyleTag({ content: 'body { margin: 60px }' })
  await paper.screenshot({ path: join(IMAGES, 'report-month.png'), fullPage: true })
  await paper.close()
}

test('a month of which nothing can be told says so', async () => {
  await page.fill('input[type=month]', '2025-03')
  await page.locator('.empty').waitFor()
  expect(await page.locator('.tiles').count()).toBe(0)
}, 60_000)
