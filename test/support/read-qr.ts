import jsQR from 'jsqr'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

/** The module is the function itself; its types say otherwise. */
const readQr = jsQR as unknown as typeof jsQR.default

export const PX_PER_MM = 96 / 25.4

/** Where QRs stand on the page, in pixels: the drawings with sharp edges. */
const QRS = `[...document.querySelectorAll('[shape-rendering=crispEdges]')].map((el) => {
  const { x, y, width, height } = el.getBoundingClientRect()
  return { x, y, width, height }
})`
/** Part of the quiet margin belongs to the picture. */
const MARGIN_PX = 8

/** What a camera reads that is held before each QR of a drawing, as a browser renders it; undefined where it reads nothing. */
export async function qrsOf(
  page: Page,
  svg: string,
  size: { mm: readonly [number, number]; zoom: number },
): Promise<(string | undefined)[]> {
  const [width, height] = size.mm.map((mm) => Math.ceil(mm * PX_PER_MM * size.zoom)) as [number, number]
  await page.setViewportSize({ width, height })
  await page.setContent(`<body style="margin:0;zoom:${size.zoom}">${svg}</body>`)
  const found: (string | undefined)[] = []
  for (const { x, y, width, height } of await page.evaluate<{ x: number; y: number; width: number; height: number }[]>(QRS)) {
    const clip = { x: x - MARGIN_PX, y: y - MARGIN_PX, width: width + 2 * MARGIN_PX, height: height + 2 * MARGIN_PX }
    const shot = PNG.sync.read(await page.screenshot({ clip }))
    found.push(readQr(new Uint8ClampedArray(shot.data), shot.width, shot.height, { inversionAttempts: 'dontInvert' })?.data)
  }
  return found.sort()
}
