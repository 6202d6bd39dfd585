import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { CORE_SCHEMA, load } from 'js-yaml'
import { createMetrics } from '../../services/observability/index.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
}

const file = load(await readFile('docs/operations/alerts.yaml', 'utf8'), { schema: CORE_SCHEMA }) as { groups: { rules: Rule[] }[] }
const rules = file.groups.flatMap((group) => group.rules)

test('every alert has its page, and no page is about an alert that is gone', async () => {
  const pages = [...(await readFile('docs/operations/runbooks.md', 'utf8')).matchAll(/^## (\w+)$/gm)].map((match) => match[1])
  expect(pages).toEqual(rules.map((rule) => rule.alert))
})

test('alerts ask for metrics that exist', async () => {
  const known = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name)
  for (const { expr } of rules)
    for (const [name] of expr.matchAll(/puente_[a-z_]+/g)) expect([...known, ...known.map((one) => `${one}_bucket`)]).toContain(name)
})
