import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'

const PAGES = ['services/channels/web/page', 'services/demo-provider/page']
const CARD_WORDS = ['steps', 'requires', 'cost', 'time', 'note', 'where', 'hours', 'source', 'checked', 'grace', 'undated']

interface Labels {
  readonly [key: string]: string | readonly string[]
}

describe('the files of the pages', () => {
  test('the whole chat page is under 50 kB, not compressed', () => {
    const [chat = ''] = PAGES
    const bytes = readdirSync(chat).reduce((sum, name) => sum + readFileSync(`${chat}/${name}`).length, 0)
    expect(bytes).toBeLessThan(50_000)
  })

  test('the widget for other sites is under 15 kB compressed, and so is what its frame adds', () => {
    for (const file of ['widget.js', 'embed.js'])
      expect(gzipSync(readFileSync(`services/channels/web/embed/${file}`)).length).toBeLessThan(15_000)
  })

  test.each(PAGES)('%s needs no inline script or style (the security policy would refuse them)', (folder) => {
    const html = readFileSync(`${folder}/index.html`, 'utf8')
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
    expect(html).not.toMatch(/(src|href)="https?:/)
  })

  test('every language has every label, and cards are headed as in content/messages', async () => {
    const { LABELS } = (await import('../../../services/channels/web/page/languages.js' as string)) as { LABELS: Record<string, Labels> }
    const keys = Object.keys(LABELS.es ?? {}).sort()
    for (const [lang, labels] of Object.entries(LABELS)) {
      expect(
        Object.keys(labels)
          .filter((key) => key !== 'months')
          .sort(),
      ).toEqual(keys)
      expect(
        Object.values(labels)
          .flat()
          .filter((label) => label.trim() === ''),
      ).toEqual([])
      const { answer } = JSON.parse(readFileSync(`content/messages/${lang}.json`, 'utf8')) as { answer: Record<string, string> }
      expect(CARD_WORDS.map((key) => [lang, key, labels[key]])).toEqual(CARD_WORDS.map((key) => [lang, key, answer[key]]))
    }
    expect(Object.keys(LABELS)).toEqual(['es', 'en', 'ht', 'fr', 'pt'])
  })
})
