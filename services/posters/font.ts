import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

export type Weight = 'regular' | 'bold'

/** Made for people with low vision: no letter is taken for another (0 O, 1 I l). */
export const FAMILY = 'Atkinson Hyperlegible'
const FILES: Readonly<Record<Weight, string>> = {
  regular: '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff',
  bold: '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-700-normal.woff',
}
const resolve = createRequire(import.meta.url).resolve
const opened = new Map<Weight, { bytes: Buffer; font: Font }>()

function open(weight: Weight) {
  const known = opened.get(weight)
  if (known) return known
  const bytes = readFileSync(resolve(FILES[weight]))
  const made = { bytes, font: create(bytes) as Font }
  opened.set(weight, made)
  return made
}

/** How wide a line is, in the unit of its size. */
export function widthOf(text: string, size: number, weight: Weight): number {
  const { font } = open(weight)
  return (font.layout(text).advanceWidth / font.unitsPerEm) * size
}

/** Lines that are no wider than `width`; a word that is wider stands alone. */
export function wrap(text: string, width: number, type: { readonly size: number; readonly weight: Weight }): string[] {
  const lines: string[] = []
  for (const word of text.split(/ +/)) {
    const last = lines.at(-1)
    const joined = `${last} ${word}`
    if (last !== undefined && widthOf(joined, type.size, type.weight) <= width) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return lines
}

/** A line as an outline, its baseline beginning at 0 0: it looks the same whatever fonts the printer has. */
export function outlineOf(text: string, size: number, weight: Weight): string {
  const { font } = open(weight)
  const scale = size / font.unitsPerEm
  const { glyphs, positions } = font.layout(text)
  let x = 0
  return glyphs
    .map((glyph, i) => {
      const path = glyph.path
        .scale(scale, -scale)
        .translate(x * scale + (positions[i]?.xOffset ?? 0) * scale, 0)
        .toSVG()
      x += positions[i]?.xAdvance ?? 0
      return path
    })
    .join('')
    .replace(/-?\d+\.\d+/g, (n) => String(Number(Number(n).toFixed(3))))
}

/** The font inside a page, so that it needs no other file. */
export function fontFaces(): string {
  return (['regular', 'bold'] as const)
    .map(
      (weight) =>
        `@font-face{font-family:'${FAMILY}';font-weight:${weight === 'bold' ? 700 : 400};src:url(data:font/woff;base64,${open(weight).bytes.toString('base64')})}`,
    )
    .join('')
}
