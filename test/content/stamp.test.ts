import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { fingerprint, isStale, loadContentFiles, stampCard } from '../../services/content/index.ts'

const files = await loadContentFiles('content')
const loaded = files.cards.get('mx.id-card')
if (!loaded) throw new Error('mx.id-card is not there')
const card = loaded.value
const text = await readFile(loaded.file, 'utf8')
const print = fingerprint(card.es)

/** The card as if its translations had been made from other Spanish words. */
const stale = { ...card, es: { ...card.es, title: 'Otro título' } }

describe('npm run content:stamp', () => {
  test('changes nothing where nothing is missing', () => {
    expect(stampCard(text, card, { restamp: false })).toEqual({ text, stamped: [] })
    expect(stampCard(text, card, { restamp: true })).toEqual({ text, stamped: [] })
  })

  test('writes only the missing fingerprint, and leaves every other byte as it was', () => {
    const without = text.replace(/^ {2}from: .*\n/m, '')
    const { from: _, ...en } = card.en as NonNullable<typeof card.en>
    const { text: after, stamped } = stampCard(without, { ...card, en }, { restamp: false })
    expect(stamped).toEqual(['en'])
    expect(after).toBe(text)
  })

  test('never restamps a stale translation by itself', () => {
    expect(stampCard(text, stale, { restamp: false })).toEqual({ text, stamped: [] })
  })

  test('restamps what has been read again, all or one language', () => {
    const all = stampCard(text, stale, { restamp: true })
    expect(all.stamped).toEqual(['en', 'ht', 'fr', 'pt'])
    expect(all.text.split(fingerprint(stale.es)).length - 1).toBe(4)
    const one = stampCard(text, stale, { restamp: true, lang: 'ht' })
    expect(one.stamped).toEqual(['ht'])
    expect(one.text.split(print).length - 1).toBe(3)
  })
})

test('asks are not translated: a new one makes no translation stale', () => {
  const asked = { ...card, es: { ...card.es, asks: [...card.es.asks.slice(0, 8), 'otra manera de preguntar'] } }
  expect(isStale(asked, 'en')).toBe(false)
  expect(isStale(stale, 'en')).toBe(true)
})
