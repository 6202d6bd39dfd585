import type { Request } from 'express'
import type { z } from 'zod'
import type { Actor, CaseDeps } from '../cases/index.ts'
import type { Library } from '../content/index.ts'
import type { ExchangeDeps } from '../exchange/index.ts'
import type { WebhookDeps } from '../webhooks/index.ts'
import type { ApiKey, Scope } from './keys.ts'

/** What the API needs of the world. */
export interface ApiDeps {
  readonly cases: CaseDeps
  readonly library: () => Library
  readonly exchange: ExchangeDeps
  readonly webhooks: WebhookDeps
  readonly publicUrl: string
  readonly explain?: (error: unknown) => unknown
}

export interface Call<Q, B> {
  readonly deps: ApiDeps
  readonly query: Q
  readonly body: B
  readonly req: Request
  param(name: string): string
  /** Whose key it is; only an operation without a scope is called without one. */
  readonly key: ApiKey
  /** The institution as one who acts in its office. */
  readonly actor: Actor
}

/** One operation: the router and openapi.json are both made from it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete'
  /** As OpenAPI writes it: /cards/{id} */
  readonly path: string
  readonly id: string
  readonly summary: string
  /** Undefined: public, and caches may keep the answer. */
  readonly scope: Scope | undefined
  readonly query: z.ZodObject | undefined
  readonly body: z.ZodType | undefined
  readonly status: 200 | 201 | 204
  readonly answer: z.ZodType | undefined
  readonly handle: (call: Call<never, never>) => Promise<unknown>
}

interface Described<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> {
  readonly method: Operation['method']
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly scope?: Scope
  readonly query?: Q
  readonly body?: B
  readonly status?: Operation['status']
  readonly answer?: A
  readonly handle: (call: Call<z.infer<Q>, z.infer<B>>) => Promise<z.infer<A> | undefined>
}

/** An operation whose handler is held to its schemas by the compiler. */
export function operation<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(of: Described<Q, B, A>): Operation {
  return {
    ...of,
    scope: of.scope,
    query: of.query,
    body: of.body,
    answer: of.answer,
    status: of.status ?? 200,
    handle: of.handle as unknown as Operation['handle'],
  }
}
