import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { TARGETS } from '../../scripts/durable/fuzz-requests.ts'
import { openapiOf } from '../../services/api/index.ts'

/** Held by the demo provider on a port of its own: not the service's. */
const NOT_OURS = /^services\/demo-provider\/(provider|media-store)\.ts$/

test('the fuzzing names every path that a router of the service has', () => {
  const files = readdirSync('services', { recursive: true })
    .map((name) => `services/${String(name)}`)
    .filter((name) => name.endsWith('.ts') && !NOT_OURS.test(name))
  const mounted = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/router\.(get|post|put|delete)\(\s*'(\/[^']*)'/g)].map(
      (m) => `${m[1]} ${m[2]?.replaceAll(/:\w+/g, ':id')}`,
    ),
  )
  const named = new Set(TARGETS.map(([method, path]) => `${method} ${path.replaceAll(/:\w+/g, ':id')}`))
  expect(mounted.length).toBeGreaterThan(10)
  expect(mounted.filter((route) => !named.has(route))).toEqual([])
})

test('the fuzzing names every operation of the document of the API', () => {
  const { paths } = openapiOf('https://puente.example.org') as { paths: Record<string, object> }
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} /api/v1${path.replaceAll(/\{\w+\}/g, ':id')}`),
  )
  expect(documented).toContain('post /api/v1/proposals')
  const named = new Set(TARGETS.map(([method, path]) => `${method} ${path}`))
  expect(documented.filter((route) => !named.has(route))).toEqual([])
})
