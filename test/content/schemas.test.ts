import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { TOPICS } from '../../bot/vocabulary.ts'
import { jsonSchemas, Source } from '../../services/content/index.ts'

const FOLDER = join('content', 'schemas')

test('content/schemas is what npm run content:schemas writes', async () => {
  const made = jsonSchemas()
  expect((await readdir(FOLDER)).sort()).toEqual(Object.keys(made).sort())
  for (const [name, text] of Object.entries(made)) expect(await readFile(join(FOLDER, name), 'utf8')).toBe(text)
})

test('the editor reads cards and services with them', async () => {
  const settings = JSON.parse(await readFile('.vscode/settings.json', 'utf8')) as { 'yaml.schemas': Record<string, string> }
  expect(settings['yaml.schemas']).toEqual({
    './content/schemas/card.json': 'content/cards/**/*.yaml',
    './content/schemas/service.json': 'content/services/**/*.yaml',
  })
  for (const file of Object.keys(settings['yaml.schemas'])) expect(existsSync(file)).toBe(true)
})

test('a schema says what an author must write, offers the vocabulary and refuses other fields', () => {
  const card = JSON.parse(jsonSchemas()['card.json'] ?? '') as {
    required: string[]
    additionalProperties: boolean
    properties: { topic: { enum: string[] } }
  }
  expect(card.required).toEqual(expect.arrayContaining(['id', 'topic', 'country', 'checked_on', 'sources', 'es']))
  expect(card.required).not.toContain('profiles')
  expect(card.additionalProperties).toBe(false)
  expect(card.properties.topic.enum).toEqual([...TOPICS])
})

test('a link of content leads to a page of the web, to nothing that a browser would run', () => {
  const opens = (url: string) => Source.safeParse({ url, publisher: 'INM', published: '2024', kind: 'government' }).success
  expect(['https://example.org/a', 'http://example.org', ''].every(opens)).toBe(true)
  expect(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x'].filter(opens)).toEqual([])
})
