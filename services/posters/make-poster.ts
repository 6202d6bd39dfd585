import { LANGUAGES, type Lang, type Ports } from '../../bot/index.ts'
import { fitSegments } from '../channels/index.ts'
import type { Printer } from '../print/index.ts'
import type { Lettering } from './canvas.ts'
import { CARD_MM, drawCard } from './card.ts'
import type { PosterContent } from './content.ts'
import { fontFaces } from './font.ts'
import { type Reach, waysIn } from './links.ts'
import { drawSheet } from './sheet.ts'

export const POSTER_SIZES = ['a4', 'letter', 'card', 'sms'] as const
export type PosterSize = (typeof POSTER_SIZES)[number]
export const POSTER_FORMATS = ['pdf', 'svg', 'txt'] as const
export type PosterFormat = (typeof POSTER_FORMATS)[number]

export interface PosterWanted {
  readonly code: string
  readonly office: string
  readonly size: PosterSize
  readonly format: PosterFormat
  readonly lang: Lang
}

export interface Poster {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

export interface PosterDeps {
  readonly printer: Pick<Printer, 'printPdf'>
  readonly reach: Reach
  readonly text: Ports['text']
}

const TYPES: Readonly<Record<PosterFormat, string>> = {
  pdf: 'application/pdf',
  svg: 'image/svg+xml; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
}
const SHEETS = { a4: { widthMm: 210, heightMm: 297 }, letter: { widthMm: 215.9, heightMm: 279.4 } } as const
/** One SMS. */
const AD_SEGMENTS = 1

/** Makes one file to print. The advertisement for SMS is text in whatever format is asked for. @throws PuenteError P4008 when printing fails */
export async function makePoster(deps: PosterDeps, wanted: PosterWanted): Promise<Poster> {
  const { code, size, lang } = wanted
  const format = size === 'sms' ? 'txt' : wanted.format === 'txt' ? 'pdf' : wanted.format
  const bytes = await bytesOf(deps, { ...wanted, format })
  return { name: `puente-${code.toLowerCase()}-${size}-${lang}.${format}`, type: TYPES[format], bytes }
}

/** Every size in every language. */
export function everyPoster(code: string, office: string, langs: readonly Lang[] = LANGUAGES): PosterWanted[] {
  return langs.flatMap((lang) => [
    ...(['a4', 'letter', 'card'] as const).flatMap((size) =>
      (['pdf', 'svg'] as const).map((format) => ({ code, office, size, format, lang })),
    ),
    { code, office, size: 'sms' as const, format: 'txt' as const, lang },
  ])
}

async function bytesOf(deps: PosterDeps, wanted: PosterWanted): Promise<Uint8Array> {
  const content = contentOf(deps, wanted)
  if (wanted.format === 'txt') return Buffer.from(`${smsAd(content)}\n`)
  if (wanted.format === 'svg') return Buffer.from(drawn(content, wanted.size, 'outlines'))
  const page = wanted.size === 'a4' ? { format: 'A4' as const } : wanted.size === 'letter' ? { format: 'Letter' as const } : CARD_MM
  return await deps.printer.printPdf(pageOf(content, wanted.size), page)
}

function contentOf({ reach, text }: PosterDeps, { code, office, lang }: PosterWanted): PosterContent {
  // French parts "?" and ":" from their word: they must not begin a line.
  const said = (key: string, params?: Readonly<Record<string, string>>) => text(lang, key, params).replace(/ ([?!:;])/g, '\u00a0$1')
  return { lang, code, office, ways: waysIn(reach, code, lang), text: said }
}

function drawn(content: PosterContent, size: PosterSize, lettering: Lettering): string {
  return size === 'card' ? drawCard(content, lettering) : drawSheet(content, size === 'letter' ? SHEETS.letter : SHEETS.a4, lettering)
}

/** The page that is printed: the drawing with its letters as text, so that the PDF can be searched and read aloud. */
function pageOf(content: PosterContent, size: PosterSize): string {
  const style = `${fontFaces()}@page{margin:0}html,body{margin:0}svg{display:block}`
  const title = content.text('poster.by', { office: content.office })
  return `<!doctype html><html lang="${content.lang}"><head><meta charset="utf-8"><title>Puente ${title.replace(/[<&]/g, '')}</title><style>${style}</style></head><body>${drawn(content, size, 'text')}</body></html>`
}

/** One SMS that others may send or read out; the office's name only where there is room. */
export function smsAd(content: PosterContent): string {
  const way = content.ways.find(({ way }) => way === 'sms') ?? content.ways[0]
  const key = way?.way === 'web' ? 'poster.ad_web' : way?.way === 'whatsapp' ? 'poster.ad_whatsapp' : 'poster.ad_sms'
  const to = way?.way === 'web' ? way.qr : (way?.shown ?? '')
  const whole = content.text(key, { to, code: content.code })
  const named = `${content.office}: ${whole}`
  const { text, segments } = fitSegments(named)
  return segments <= AD_SEGMENTS ? text : fitSegments(whole).text
}
