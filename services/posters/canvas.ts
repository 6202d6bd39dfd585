import QRCode from 'qrcode'
import { FAMILY, outlineOf, type Weight, widthOf, wrap } from './font.ts'

/** Letters as outlines (SVG for printers) or as text (PDF: it can be searched and read aloud). */
export type Lettering = 'outlines' | 'text'

export interface Type {
  readonly size: number
  readonly weight: Weight
  readonly fill?: string
  readonly anchor?: 'start' | 'middle'
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A page in millimetres, from the top left. */
export interface Canvas {
  rect(box: Box, look: { fill: string; radius?: number; stroke?: string; strokeWidth?: number }): void
  /** One line on its baseline. */
  line(text: string, at: { x: number; y: number }, type: Type): void
  /** Wrapped lines from the baseline of the first; @returns the baseline after the last */
  block(text: string, at: { x: number; y: number; width: number; leading?: number }, type: Type): number
  /** A QR with its quiet margin inside the square. */
  qr(content: string, square: { x: number; y: number; side: number }): void
  path(d: string, look: { fill: string; x: number; y: number; scale: number }): void
  svg(): string
}

const LEADING = 1.22
const QUIET_MODULES = 4
const INK = '#14212b'

export function openCanvas(size: { widthMm: number; heightMm: number }, lettering: Lettering): Canvas {
  const { widthMm, heightMm } = size
  const drawn: string[] = []
  const canvas: Canvas = {
    rect({ x, y, width, height }, { fill, radius = 0, stroke, strokeWidth }) {
      const edge = stroke ? ` stroke="${stroke}" stroke-width="${strokeWidth ?? 0.4}"` : ''
      drawn.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(radius)}" fill="${fill}"${edge}/>`)
    },
    line(text, { x, y }, { size, weight, fill = INK, anchor = 'start' }) {
      const from = anchor === 'middle' ? x - widthOf(text, size, weight) / 2 : x
      drawn.push(
        lettering === 'outlines'
          ? `<path transform="translate(${n(from)} ${n(y)})" fill="${fill}" d="${outlineOf(text, size, weight)}"/>`
          : `<text x="${n(from)}" y="${n(y)}" font-family="${FAMILY}" font-size="${n(size)}" font-weight="${weight === 'bold' ? 700 : 400}" fill="${fill}">${escaped(text)}</text>`,
      )
    },
    block(text, { x, y, width, leading = LEADING }, type) {
      const lines = wrap(text, width, type)
      for (const [i, line] of lines.entries()) canvas.line(line, { x, y: y + i * type.size * leading }, type)
      return y + lines.length * type.size * leading
    },
    qr(content, { x, y, side }) {
      const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' })
      const unit = side / (modules.size + 2 * QUIET_MODULES)
      canvas.rect({ x, y, width: side, height: side }, { fill: '#ffffff' })
      const d = runs(modules.size, (row, column) => modules.get(row, column) === 1)
      const origin = QUIET_MODULES * unit
      drawn.push(
        `<path transform="translate(${n(x + origin)} ${n(y + origin)}) scale(${unit.toFixed(5)})" fill="#000000" shape-rendering="crispEdges" d="${d}"/>`,
      )
    },
    path(d, { fill, x, y, scale }) {
      drawn.push(`<path transform="translate(${n(x)} ${n(y)}) scale(${n(scale)})" fill="${fill}" d="${d}"/>`)
    },
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" viewBox="0 0 ${widthMm} ${heightMm}">${drawn.join('')}</svg>`,
  }
  canvas.rect({ x: 0, y: 0, width: widthMm, height: heightMm }, { fill: '#ffffff' })
  return canvas
}

/** The size at which a text takes no more than so many lines. */
export function fitted(text: string, room: { width: number; lines: number; largest: number; weight: Weight }): number {
  let size = room.largest
  const fits = () => {
    const lines = wrap(text, room.width, { size, weight: room.weight })
    return lines.length <= room.lines && lines.every((line) => widthOf(line, size, room.weight) <= room.width)
  }
  while (size > 1 && !fits()) size -= 0.25
  return size
}

/** Dark modules of a row that touch, as one rectangle: no hairlines between them. */
function runs(size: number, isDark: (row: number, column: number) => boolean): string {
  const parts: string[] = []
  for (let row = 0; row < size; row++)
    for (let from = 0; from < size; from++) {
      if (!isDark(row, from)) continue
      let to = from
      while (to + 1 < size && isDark(row, to + 1)) to++
      parts.push(`M${from} ${row}h${to - from + 1}v1h-${to - from + 1}z`)
      from = to
    }
  return parts.join('')
}

function n(value: number): string {
  return String(Number(value.toFixed(3)))
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
