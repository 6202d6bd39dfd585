import type { CardView, Reply } from '../../../bot/index.ts'

const MAX_LINKS = 4

/**
 * An answer as an adaptive card: the same words as the plain text, block by block, with links as buttons. Text runs, because text
 * blocks read Markdown: the star of a short number would be taken for emphasis.
 */
export function adaptiveCard(reply: Reply, card: CardView): Record<string, unknown> {
  const blocks = reply.text.split('\n\n').filter((block) => block !== '')
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.3',
    lang: card.lang,
    fallbackText: reply.text,
    speak: reply.text,
    body: blocks.flatMap((block) => (block.startsWith(card.title) ? titled(block, card.title) : [run(block)])),
    actions: links(card).map(({ title, url }) => ({ type: 'Action.OpenUrl', title, url })),
  }
}

function titled(block: string, title: string) {
  const rest = block.slice(title.length).trim()
  return [run(title, { weight: 'Bolder', size: 'Large' }), ...(rest === '' ? [] : [run(rest)])]
}

function run(text: string, style: Record<string, string> = {}) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }] }
}

/** Where it comes from, then who helps: named by themselves, so that no word needs a language. */
function links(card: CardView) {
  const all = [
    { title: card.source.publisher, url: card.source.url },
    ...card.services.flatMap(({ name, urls }) => (urls[0] ? [{ title: name, url: urls[0] }] : [])),
  ]
  return all.filter(({ url }, i) => /^https?:\/\//.test(url) && all.findIndex((other) => other.url === url) === i).slice(0, MAX_LINKS)
}
