import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { ENDPOINTS } from '../../services/access/index.ts'
import { consoleApiRouter } from '../../services/console-api/index.ts'

interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method: string }[] }
}

describe('endpoints', () => {
  const router = consoleApiRouter({
    cases: { engine: {}, clock: () => new Date() },
    staff: {},
    publicUrl: 'http://127.0.0.1',
    news: new EventEmitter(),
  } as never)
  const mounted = (router.stack as unknown as Layer[]).flatMap(({ route }) => (route ? [`${route.stack[0]?.method} ${route.path}`] : []))

  test('every endpoint that is mounted stands in the table, and every one of the table is mounted', () => {
    expect(mounted.sort()).toEqual(
      Object.values(ENDPOINTS)
        .map((e) => `${e.method} ${e.path}`)
        .sort(),
    )
  })

  test('no route of the console is mounted beside the table', () => {
    const beside = readdirSync('services/console-api').filter((file) =>
      /router\.(get|post|put|delete|patch|all)\(/.test(readFileSync(`services/console-api/${file}`, 'utf8')),
    )
    expect(beside).toEqual([])
  })

  test('only sign-in and invitations are open', () => {
    expect(
      Object.entries(ENDPOINTS)
        .flatMap(([name, e]) => (e.access ? [] : [name]))
        .sort(),
    ).toEqual(['acceptInvitation', 'confirmInvitation', 'signIn', 'signInCode'])
  })
})
