import { fitted, type Lettering, openCanvas } from './canvas.ts'
import { grouped, type PosterContent } from './content.ts'
import { wrap } from './font.ts'

/** The size of a bank card (ISO/IEC 7810 ID-1). */
export const CARD_MM = { widthMm: 85.6, heightMm: 54 } as const
const DEEP = '#0b4a5b'
const SUN = '#ffc94d'
const MARGIN = 4

/** A card for the wallet: one QR, the code and the number, what it is not. */
export function drawCard(content: PosterContent, lettering: Lettering): string {
  const { widthMm: width } = CARD_MM
  const { text, code, office, ways } = content
  const canvas = openCanvas(CARD_MM, lettering)
  const [first] = ways
  canvas.rect({ x: 0, y: 0, width, height: 10.5 }, { fill: DEEP })
  canvas.rect({ x: 0, y: 10.5, width, height: 0.9 }, { fill: SUN })
  canvas.line('Puente', { x: MARGIN, y: 7.2 }, { size: 5, weight: 'bold', fill: SUN })
  const by = text('poster.by', { office })
  const bySize = fitted(by, { width: width - 2 * MARGIN - 21, lines: 1, largest: 2.9, weight: 'regular' })
  canvas.line(by, { x: MARGIN + 21, y: 6.9 }, { size: bySize, weight: 'regular', fill: '#ffffff' })
  const side = 32
  const x = width - MARGIN - side + 2
  if (first) {
    canvas.qr(first.qr, { x, y: 12.2, side })
    const label = text(`poster.way_${first.way}`)
    const size = fitted(label, { width: side - 4, lines: 1, largest: 2.9, weight: 'bold' })
    canvas.line(label, { x: x + side / 2, y: 45 }, { size, weight: 'bold', fill: DEEP, anchor: 'middle' })
  }
  const left = width - side - 2 * MARGIN - 1
  const headline = text('poster.headline')
  // Two lines leave room for the two that tell what to write.
  const headSize = fitted(headline, { width: left, lines: 2, largest: 4.8, weight: 'bold' })
  canvas.block(headline, { x: MARGIN, y: 13.2 + headSize, width: left, leading: 1.16 }, { size: headSize, weight: 'bold' })
  const say = first
    ? text(first.way === 'web' ? 'poster.open' : 'poster.write', { to: first.way === 'web' ? first.shown : grouped(first.shown) })
    : ''
  const saySize = fitted(say, { width: left, lines: 2, largest: 3, weight: 'regular' })
  const lines = wrap(say, left, { size: saySize, weight: 'regular' }).length
  canvas.block(say, { x: MARGIN, y: 33.9 - (lines - 1) * saySize * 1.22, width: left }, { size: saySize, weight: 'regular' })
  canvas.rect({ x: MARGIN, y: 36, width: left - 1, height: 9.6 }, { fill: SUN, radius: 1.5 })
  const codeSize = fitted(code, { width: left - 7, lines: 1, largest: 7, weight: 'bold' })
  canvas.line(code, { x: MARGIN + (left - 1) / 2, y: 40.8 + codeSize * 0.35 }, { size: codeSize, weight: 'bold', anchor: 'middle' })
  const not = `${text('poster.free_short')} ${text('poster.not_police')}`
  const notSize = fitted(not, { width: width - 2 * MARGIN, lines: 1, largest: 3, weight: 'bold' })
  canvas.line(not, { x: MARGIN, y: 51 }, { size: notSize, weight: 'bold', fill: DEEP })
  return canvas.svg()
}
