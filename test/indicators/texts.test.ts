import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { INDICATOR_TEXTS, INDICATORS } from '../../services/indicators/index.ts'

test('docs/indicators.md explains each indicator as the page does, and no other', () => {
  const listed = readFileSync('docs/indicators.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('(`'))
  expect(listed).toEqual(
    INDICATORS.map((id) => {
      const { name, formula, source, limits } = INDICATOR_TEXTS.en[id]
      return `| ${name} (\`${id}\`) | ${formula} | ${source} | ${limits} |`
    }),
  )
})
