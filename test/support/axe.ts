import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'

/**
 * What axe finds against WCAG 2.2 A and AA and its own good practice, one line each; empty when all is well. Injected by the
 * debugger, so that the page's content security policy stays as visitors get it.
 */
export async function axeViolations(page: Page | Frame): Promise<string[]> {
  await page.evaluate(axe.source)
  return await page.evaluate(`axe.run(document, { iframes: false }).then((found) => found.violations.flatMap(
    (v) => v.nodes.map((node) => v.id + ': ' + node.html.slice(0, 160) + ' ' + (node.any[0] ? node.any[0].message : ''))))`)
}
