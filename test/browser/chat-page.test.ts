import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from 'playwright-core'
import type { InboundMessage, Reply } from '../../bot/index.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { ANSWER, CRISIS, line, QUESTION } from '../support/chat-replies.ts'
import { type ChatStandIn, startChatStandIn } from '../support/chat-stand-in.ts'

const PHONE = { viewport: { width: 360, height: 640 }, locale: 'es-MX', reducedMotion: 'reduce' } satisfies BrowserContextOptions

let browser: Browser
let server: ChatStandIn
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await startChatStandIn({ answer })
  await open()
})
afterEach(async () => {
  await context.close()
  await server.stop()
})

function answer({ text, choiceId }: InboundMessage): readonly Reply[] {
  if (text === 'silencio') return []
  if (text === 'peligro') return [CRISIS]
  if (choiceId || text.includes('acta en México')) return [ANSWER]
  return text.includes('acta') ? [QUESTION] : [line(`eco ${text}`)]
}

/** A new visitor. */
async function open(options: BrowserContextOptions = {}, path = '/') {
  await context?.close()
  context = await browser.newContext({ ...PHONE, ...options })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('ERR_')) complaints.push(message.text())
  })
  await page.goto(server.url + path)
}

async function ask(text: string) {
  await page.fill('#text', text)
  await page.click('#send')
}

const bubbles = (from: 'mine' | 'bot') => page.locator(`.message.${from} .bubble`).allInnerTexts()
const said = async () => (await bubbles('mine')).map((text) => text.replace(/^.*:\s*/, '').trim())
const confirmed = (count: number) =>
  page
    .locator('.message.mine[data-seq]')
    .nth(count - 1)
    .waitFor()
const heard = (count: number) =>
  page
    .locator('.message.bot')
    .nth(count - 1)
    .waitFor()

describe('asking', () => {
  test('an example is tapped, a choice is tapped, a card answers with steps, numbers to dial, source and date in words', async () => {
    await page.click('text=Me deportaron y perdí mi acta')
    await page.click('text=México')
    const card = page.locator('article.card')
    await card.waitFor()
    expect(await card.locator('h2').innerText()).toBe('Copia certificada del acta de nacimiento')
    expect(await card.locator('ol li').count()).toBe(3)
    expect(await card.locator('a[href="tel:+528004332000"]').innerText()).toBe('Llamar +52 800 433 2000')
    expect(await card.locator('a[href="https://wa.me/525589324827"]').innerText()).toContain('WhatsApp')
    expect(await card.locator('footer').innerText()).toMatch(/^Fuente: Gobierno de México\s+Dato de 12 de junio de 2024\s/)
    expect(await card.locator('footer a').first().getAttribute('href')).toBe('https://www.gob.mx/actas')
    expect(await bubbles('bot')).toEqual(['¿De qué país se trata?', 'Seguimos en español.'])
    expect(server.received().map((message) => message.text)).toEqual(['Me deportaron y perdí mi acta', 'México'])
    expect(complaints).toEqual([])
  })

  test('words in danger are answered with a number that can be dialled', async () => {
    await ask('peligro')
    expect(await page.locator('.crisis a').getAttribute('href')).toBe('tel:911')
    expect(await page.locator('.crisis').innerText()).toBe(CRISIS.text)
  })

  test('what is written cannot become markup', async () => {
    await ask('<img src=x onerror=alert(1)>')
    await heard(1)
    expect(await bubbles('bot')).toEqual(['eco <img src=x onerror=alert(1)>'])
    expect(await page.locator('#log img').count()).toBe(0)
  })

  test('a reload shows the history once', async () => {
    await ask('uno')
    await heard(1)
    await ask('dos')
    await heard(2)
    await page.reload()
    await heard(2)
    expect(await said()).toEqual(['uno', 'dos'])
    expect(await bubbles('bot')).toEqual(['eco uno', 'eco dos'])
    expect(await page.locator('#intro').isVisible()).toBe(false)
  })

  test('while an answer is awaited the page says so', async () => {
    await ask('silencio')
    await confirmed(1)
    expect(await page.locator('.typing').innerText()).toContain('Buscando la respuesta')
    server.say(line('aquí está'))
    await heard(1)
    expect(await page.locator('.typing').isVisible()).toBe(false)
  })
})

describe('a bad line', () => {
  test('messages missed while the server was away come once each, in order, and the page says how it stands', async () => {
    await ask('uno')
    await heard(1)
    await server.cut()
    await page.locator('#link.lost').waitFor()
    expect(await page.innerText('#link')).toContain('Sin conexión')
    for (const text of ['perdido 1', 'perdido 2', 'perdido 3']) server.say(line(text))
    await server.back()
    await heard(4)
    await page.locator('#link.back').waitFor()
    server.say(line('después'))
    await heard(5)
    expect(await bubbles('bot')).toEqual(['eco uno', 'perdido 1', 'perdido 2', 'perdido 3', 'después'])
  })

  test('after an error answer of a gateway, on which browsers give up listening, the page listens again from where it was', async () => {
    await ask('uno')
    await heard(1)
    let refusals = 0
    const refuse = async (route: Route) => {
      refusals++
      await route.fulfill({ status: 502, body: 'bad gateway' })
    }
    await page.route('**/chat/stream*', refuse, { times: 2 })
    await server.cut()
    server.say(line('perdido'))
    await server.back()
    await heard(2)
    server.say(line('después'))
    await heard(3)
    expect(refusals).toBe(2)
    expect(await said()).toEqual(['uno'])
    expect(await bubbles('bot')).toEqual(['eco uno', 'perdido', 'después'])
  })

  test('what is written while the server is away is kept, even over a reload of the page, and sent once', async () => {
    await ask('uno')
    await heard(1)
    const html = await (await fetch(`${server.url}/`)).text()
    await server.cut()
    await ask('sin señal')
    await page.locator('.failed').waitFor()
    expect(await said()).toEqual(['uno', 'sin señal'])
    expect(html).toContain('Puente')
    await server.back()
    await page.reload()
    await heard(2)
    await confirmed(2)
    expect(await said()).toEqual(['uno', 'sin señal'])
    expect(server.received().map((message) => message.text)).toEqual(['uno', 'sin señal'])
  })

  test('a failed message says so and can be tried again, without doubling', async () => {
    await page.route('**/chat/messages', (route) => route.abort())
    await ask('uno')
    await page.click('text=Intentar otra vez')
    await page.locator('.failed').waitFor()
    await page.unroute('**/chat/messages')
    await page.click('text=Intentar otra vez')
    await heard(1)
    expect(await said()).toEqual(['uno'])
    expect(server.received()).toHaveLength(1)
  })

  test('a message that arrived although its confirmation was lost is not doubled by trying again', async () => {
    await ask('uno')
    await heard(1)
    await page.route('**/chat/messages', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await ask('dos')
    await heard(2)
    await page.unroute('**/chat/messages')
    await confirmed(2)
    expect(await page.locator('.failed').count()).toBe(0)
    expect(await said()).toEqual(['uno', 'dos'])
    expect(server.received()).toHaveLength(2)
  })

  test('a double tap sends one message: on send, and on a choice', async () => {
    await page.fill('#text', 'perdí mi acta')
    await page.dblclick('#send')
    await page.dblclick('text=México')
    await page.locator('article.card').waitFor()
    expect(server.received().map((message) => message.text)).toEqual(['perdí mi acta', 'México'])
  })

  test('words that were not sent yet survive a reload', async () => {
    await page.fill('#text', 'a medio escribir')
    await page.reload()
    await page.locator('#intro').waitFor()
    expect(await page.inputValue('#text')).toBe('a medio escribir')
  })
})

describe('quick exit', () => {
  const leaves: [string, () => Promise<void>][] = [
    ['the button', () => page.click('#exit')],
    [
      'Escape pressed twice',
      async () => {
        await page.keyboard.press('Escape')
        await page.keyboard.press('Escape')
      },
    ],
  ]
  test.each(leaves)('%s shows another page, forgets the conversation, and going back does not show it', async (_name, leave) => {
    await context.route('https://www.google.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Weather</h1>' }))
    await ask('secreto')
    await heard(1)
    expect((await context.cookies()).map((cookie) => cookie.name)).toEqual(['puente'])
    await page.fill('#text', 'otro secreto')
    const entries = await page.evaluate('history.length')
    await leave()
    await page.locator('h1:text("Weather")').waitFor()
    expect(await page.evaluate('history.length')).toBe(entries)
    expect(await context.cookies()).toEqual([])
    await page.goBack()
    expect(page.url()).toBe('about:blank')
    await page.goto(server.url)
    await page.locator('#intro').waitFor()
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
    expect(await page.innerText('body')).not.toContain('secreto')
    expect(await page.inputValue('#text')).toBe('')
  })
})

describe('for everybody', () => {
  test.each([
    ['as it is', '100%'],
    ['with text twice as large', '200%'],
  ])('360 pixels are wide enough, %s', async (_name, size) => {
    await page.evaluate(`document.documentElement.style.fontSize = '${size}'`)
    await page.locator('#intro').waitFor()
    const overflow = 'document.documentElement.scrollWidth - innerWidth'
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0)
    await ask('acta en México')
    await page.locator('article.card').waitFor()
    await ask(`https://example.org/${'muy-largo-'.repeat(30)}`)
    await heard(2)
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0)
    expect(await page.locator('#exit').isVisible()).toBe(true)
  })

  test('the keyboard alone is enough', async () => {
    const focused = () => page.evaluate('document.activeElement.id || document.activeElement.textContent')
    await page.locator('#intro').waitFor()
    const order: unknown[] = []
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press('Tab')
      order.push(await focused())
    }
    expect(order.slice(0, 4)).toEqual(['Ir a escribir', 'language', 'exit', 'Me deportaron y perdí mi acta'])
    expect(order.slice(-2)).toEqual(['text', 'send'])
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('perdí mi acta')
    await page.keyboard.press('Enter')
    await heard(1)
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('México')
    await page.keyboard.press('Enter')
    await page.locator('article.card').waitFor()
    expect(server.received().map((message) => message.text)).toEqual(['perdí mi acta', 'México'])
  })

  test('a screen reader is told what is new, not the history', async () => {
    expect(await page.locator('#log').getAttribute('role')).toBe('log')
    await ask('uno')
    await heard(1)
    expect(await page.locator('#log').getAttribute('aria-live')).toBe('polite')
    expect(await page.locator('#log').getAttribute('aria-label')).toBe('Conversación')
    expect(await page.locator('.message.bot .sr').innerText()).toBe('Puente:')
  })

  test.each([
    ['ht-HT', '/', 'ht', 'Mande jan w pale'],
    ['pt-BR', '/', 'pt', 'Pergunte com as suas palavras'],
    ['de-DE', '/', 'es', 'Pregunte con sus palabras'],
    ['en-US', '/?lang=fr', 'fr', 'Posez votre question avec vos mots'],
  ])('a phone in %s at %s is met in %s', async (locale, path, lang, title) => {
    await open({ locale }, path)
    await page.locator('#intro').waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe(lang)
    expect(await page.innerText('#intro-title')).toBe(title)
  })

  test('the language can be changed in the middle, and stays over a reload; a card keeps the language of its words', async () => {
    await ask('acta en México')
    await page.locator('article.card').waitFor()
    await page.selectOption('#language', 'ht')
    expect(await page.innerText('#send')).toBe('Voye')
    expect(await page.locator('article.card h3').first().innerText()).toBe('Pasos')
    expect(await page.getAttribute('article.card', 'lang')).toBe('es')
    await page.reload()
    await page.locator('article.card').waitFor()
    expect(await page.innerText('#exit')).toBe('Soti vit')
  })

  test.each(['light', 'dark'] as const)('axe finds nothing in the %s page: first screen, answers, failure', async (colorScheme) => {
    await open({ colorScheme })
    await page.locator('#intro').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await ask('perdí mi acta')
    await heard(1)
    await page.click('text=México')
    await page.locator('article.card').waitFor()
    await ask('peligro')
    await page.locator('.crisis').waitFor()
    await server.cut()
    await ask('sin señal')
    await page.locator('.failed').waitFor()
    await page.locator('#link.lost').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await server.back()
  })
})
