import { type Canvas, fitted, type Lettering, openCanvas } from './canvas.ts'
import { grouped, type PosterContent } from './content.ts'
import { widthOf } from './font.ts'
import type { WayIn } from './links.ts'

const DEEP = '#0b4a5b'
const SUN = '#ffc94d'
const PALE = '#eef5f6'
const INK = '#14212b'
const WHITE = '#ffffff'
/** A tick and a cross in a square of 10. */
const TICK = 'M3.9 8.6L0.6 5.2L2 3.8L3.9 5.7L8 1.4L9.4 2.8Z'
const CROSS = 'M1.8 0.6L5 3.8L8.2 0.6L9.4 1.8L6.2 5L9.4 8.2L8.2 9.4L5 6.2L1.8 9.4L0.6 8.2L3.8 5L0.6 1.8Z'

const MARGIN = 14
const FRAME = { fill: WHITE, radius: 4, stroke: DEEP, strokeWidth: 0.9 } as const

/** A wall poster: the question from afar, one large QR, the other ways beside it, what it is and what it is not. */
export function drawSheet(content: PosterContent, size: { widthMm: number; heightMm: number }, lettering: Lettering): string {
  const canvas = openCanvas(size, lettering)
  const { widthMm: width, heightMm: height } = size
  const inner = width - 2 * MARGIN
  const headEnd = head(canvas, content, { width, inner })
  const footTop = foot(canvas, content, { width, height, inner })
  ways(canvas, content, { x: MARGIN, y: headEnd + 7, width: inner, height: footTop - headEnd - 14 })
  return canvas.svg()
}

function head(canvas: Canvas, { text, office }: PosterContent, { width, inner }: { width: number; inner: number }): number {
  const headline = text('poster.headline')
  const size = fitted(headline, { width: inner, lines: 2, largest: 19, weight: 'bold' })
  const height = 24 + 2 * size * 1.1 + 12
  canvas.rect({ x: 0, y: 0, width, height }, { fill: DEEP })
  canvas.rect({ x: 0, y: height, width, height: 2.6 }, { fill: SUN })
  canvas.line('Puente', { x: MARGIN, y: 17 }, { size: 8.5, weight: 'bold', fill: SUN })
  const by = text('poster.by', { office })
  const bySize = fitted(by, { width: inner - 42, lines: 1, largest: 5.4, weight: 'regular' })
  canvas.line(by, { x: width - MARGIN - widthOf(by, bySize, 'regular'), y: 16.6 }, { size: bySize, weight: 'regular', fill: WHITE })
  const after = canvas.block(
    headline,
    { x: MARGIN, y: 24 + size * 0.86, width: inner, leading: 1.1 },
    { size, weight: 'bold', fill: WHITE },
  )
  const ask = text('poster.ask')
  const askSize = fitted(ask, { width: inner, lines: 1, largest: 7.2, weight: 'regular' })
  canvas.line(ask, { x: MARGIN, y: Math.min(after - size * 0.42 + askSize, height - 5) }, { size: askSize, weight: 'regular', fill: WHITE })
  return height + 2.6
}

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** One way takes the whole width; of more the first is the large one, the others stand in a column beside it. */
function ways(canvas: Canvas, content: PosterContent, area: Area): void {
  const [first, ...others] = content.ways
  if (!first) return
  const codeHeight = 25
  const gap = 7
  const column = others.length > 0 ? 52 : 0
  const mainWidth = column ? area.width - column - gap : area.width
  canvas.rect({ x: area.x, y: area.y, width: mainWidth, height: area.height - codeHeight - gap }, FRAME)
  const room = area.height - codeHeight - gap - 13 - 2
  const square = Math.min(room + 4, mainWidth - 4)
  canvas.qr(first.qr, { x: area.x + (mainWidth - square) / 2, y: area.y + 12 + (room - square) / 2, side: square })
  label(canvas, content, first, { x: area.x + mainWidth / 2, y: area.y + 10, width: mainWidth - 8, largest: 8 })
  const each = (area.height - codeHeight - gap - gap * (others.length - 1)) / Math.max(1, others.length)
  for (const [i, way] of others.entries()) {
    const box = { x: area.x + mainWidth + gap, y: area.y + i * (each + gap), width: column, height: each }
    canvas.rect(box, FRAME)
    const small = Math.min(column - 3, each - 10 - 7)
    canvas.qr(way.qr, { x: box.x + (column - small) / 2, y: box.y + 9.6, side: small })
    label(canvas, content, way, { x: box.x + column / 2, y: box.y + 8.5, width: column - 6, largest: 6.4 })
    const shown = way.way === 'web' ? way.shown : grouped(way.shown)
    const shownSize = fitted(shown, { width: column - 5, lines: 1, largest: 5, weight: 'bold' })
    canvas.line(shown, { x: box.x + column / 2, y: box.y + each - 3.6 }, { size: shownSize, weight: 'bold', anchor: 'middle' })
  }
  byHand(canvas, content, first, { x: area.x, y: area.y + area.height - codeHeight, width: area.width, height: codeHeight })
}

function label(
  canvas: Canvas,
  { text }: PosterContent,
  { way }: WayIn,
  at: { x: number; y: number; width: number; largest: number },
): void {
  const words = text(`poster.way_${way}`)
  const size = fitted(words, { width: at.width, lines: 1, largest: at.largest, weight: 'bold' })
  canvas.line(words, at, { size, weight: 'bold', fill: DEEP, anchor: 'middle' })
}

/** For phones without a camera: the code and the number, to be typed. */
function byHand(canvas: Canvas, { code, text }: PosterContent, first: WayIn, area: Area): void {
  canvas.rect(area, { fill: SUN, radius: 4 })
  const shown = first.way === 'web' ? first.shown : grouped(first.shown)
  const said = text(first.way === 'web' ? 'poster.open' : 'poster.write', { to: shown })
  const codeSize = fitted(code, { width: area.width * 0.42, lines: 1, largest: 17, weight: 'bold' })
  const codeWidth = widthOf(code, codeSize, 'bold')
  const room = area.width - codeWidth - 22
  const size = fitted(said, { width: room, lines: 2, largest: 8, weight: 'regular' })
  const isOne = widthOf(said, size, 'regular') <= room
  const middle = area.y + area.height / 2
  canvas.block(
    said,
    { x: area.x + 7, y: middle + size * 0.35 - (isOne ? 0 : size * 0.6), width: room, leading: 1.2 },
    { size, weight: 'regular' },
  )
  canvas.rect(
    { x: area.x + area.width - codeWidth - 13, y: area.y + 3, width: codeWidth + 10, height: area.height - 6 },
    { fill: WHITE, radius: 3 },
  )
  canvas.line(code, { x: area.x + area.width - codeWidth - 8, y: middle + codeSize * 0.35 }, { size: codeSize, weight: 'bold' })
}

const FOOT = 66

/** What it is, and what it is not: the two sentences that decide whether somebody dares to write are the large ones. @returns where it begins */
function foot(canvas: Canvas, { text }: PosterContent, page: { width: number; height: number; inner: number }): number {
  const gap = 10
  const half = (page.inner - gap) / 2
  const top = page.height - FOOT
  canvas.rect({ x: 0, y: top, width: page.width, height: FOOT }, { fill: PALE })
  const columns = [
    { first: text('poster.free'), points: ['free_cost', 'who_answers', 'person'], mark: TICK, fill: DEEP },
    { first: text('poster.not_police'), points: ['not_office', 'not_emergency'], mark: CROSS, fill: '#9b2c2c' },
  ]
  for (const [i, { first, points, mark, fill }] of columns.entries()) {
    const x = MARGIN + i * (half + gap)
    const size = Math.min(8.5, fitted(first, { width: half - 11, lines: 2, largest: 8.5, weight: 'bold' }))
    canvas.path(mark, { fill, x, y: top + 8, scale: 0.75 })
    let y = canvas.block(first, { x: x + 11, y: top + 14.5, width: half - 11, leading: 1.12 }, { size, weight: 'bold' }) + 0.5
    for (const point of points)
      y = canvas.block(text(`poster.${point}`), { x: x + 11, y, width: half - 11 }, { size: 4.7, weight: 'regular', fill: INK }) + 1.7
  }
  return top
}
