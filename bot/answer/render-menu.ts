import type { Choice, Reply, ReplyKind } from '../message.ts'
import type { Ports } from '../ports.ts'
import type { Lang } from '../vocabulary.ts'
import { MAX_SEGMENTS } from './render-sms.ts'

interface Menu {
  /** The question, and what is said before it. */
  readonly prose: readonly string[]
  readonly choices: readonly Choice[]
  readonly lang: Lang
  readonly kind: ReplyKind
}

/** Choices as numbered lines; the numbers go on from page to page, so that each can be answered at any time. */
export function numbered(choices: readonly Choice[]): string[] {
  return choices.map((choice, i) => `${i + 1} ${choice.title}`)
}

/**
 * A menu as on a USSD phone: one segment a page, 0 turns the page. Only where something else is said before the question the first
 * page may take two.
 */
export function renderMenuBySegments({ prose, choices, lang, kind }: Menu, ports: Ports): { replies: Reply[]; rest: string[] } {
  const turnPage = ports.text(lang, 'answer.zero')
  const fits = (lines: readonly string[], segments: number) => ports.fitSegments(lines.join('\n')).segments <= segments
  const pages: string[][] = []
  let page = [...prose]
  const lines = numbered(choices)
  for (const [i, line] of lines.entries()) {
    const limit = pages.length === 0 && prose.length > 1 ? MAX_SEGMENTS : 1
    // The last line of all needs no word for the next page.
    const after = i === lines.length - 1 ? [] : [turnPage]
    if (page.length === 0 || fits([...page, line, ...after], limit)) page.push(line)
    else if (i === 0 && prose.length > 1) {
      // No room for any of the menu beside what was said: it begins on a page of its own.
      pages.push([...prose.slice(0, -1), turnPage])
      page = [...prose.slice(-1), line]
    } else {
      pages.push([...page, turnPage])
      page = [line]
    }
  }
  const [first = [], ...rest] = [...pages, page].map((all) => all.join('\n'))
  return { replies: [{ text: String(first), choices: [], kind }], rest }
}
