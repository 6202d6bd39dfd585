import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { type ApiDeps, apiRouter, makeApiKey, type Scope } from '../../services/api/index.ts'
import { caseContext, loadCase } from '../../services/cases/index.ts'
import { createLibrary, loadContentFiles } from '../../services/content/index.ts'
import { createOutbound } from '../../services/outbound/index.ts'
import { type Engine, insertConsent, insertOffice, insertReferral } from '../../services/store/index.ts'
import { openCaseWorld } from '../support/case-world.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'

const URL_OF_API = 'https://puente.example.org'
const YEAR_DAYS = 365

/** The API on a real store and the real content, without bot and model. */
export interface ApiWorld {
  readonly engine: Engine
  readonly deps: ApiDeps
  readonly router: ReturnType<typeof apiRouter>
  readonly receiver: Receiver
  pass(ms: number): void
  key(scopes: readonly Scope[], over?: { officeId?: string; perMinute?: number; days?: number }): Promise<{ id: string; key: string }>
  /** A referral from office "o" to office "p" that the person agreed to. */
  referral(): Promise<string>
  call(method: string, path: string, options?: { key?: string; body?: unknown; headers?: Record<string, string> }): Promise<Response>
  stop(): Promise<void>
}

export async function openApiWorld(open: () => Promise<Engine>): Promise<ApiWorld> {
  const engine = await open()
  const world = await openCaseWorld(engine)
  const receiver = await startReceiver()
  const { clock, vault, logger } = world.deps
  await insertOffice(engine.db, {
    id: 'p',
    agency_id: 'a',
    name: 'Partner',
    country: 'any',
    place: null,
    topics: '[]',
    phases: '[]',
    languages: '["es"]',
    hours: '{}',
    timezone: 'UTC',
    holidays: '[]',
    answer_minutes: 30,
    silence_minutes: 240,
    is_active: 1,
    created_at: clock().getTime(),
  })
  await world.deps.offices.reload()
  const files = await loadContentFiles('content')
  const library = createLibrary(files, { clock, graceUntil: new Date('2027-06-30'), publicUrl: () => URL_OF_API })
  const deps: ApiDeps = {
    cases: world.deps,
    library: () => library,
    exchange: { engine, clock, services: () => library.services, fileText: async () => '' },
    webhooks: { engine, vault, clock, logger, outbound: createOutbound({ allowsLocal: true }) },
    publicUrl: URL_OF_API,
  }
  const router = apiRouter(deps)
  const server = express().use(router).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.on('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    engine,
    deps,
    router,
    receiver,
    pass: (ms) => world.pass(ms),
    key: (scopes, over = {}) =>
      makeApiKey({ engine, clock }, { officeId: 'p', name: 'Partner', scopes, days: YEAR_DAYS, perMinute: 1000, by: 'test', ...over }),
    async referral() {
      const { caseId } = await world.newCase()
      const { found, conversation } = await loadCase(engine.db, caseId)
      const person = vault.forPerson(conversation.dataKey)
      const [id, consentId] = [randomUUID(), randomUUID()]
      const packet = JSON.stringify([{ key: 'need', text: 'Papers' }])
      const now = clock().getTime()
      await insertReferral(engine.db, {
        id,
        case_id: caseId,
        from_office_id: 'o',
        to_office_id: 'p',
        to_service: null,
        state: 'sent',
        consent_id: consentId,
        packet_sealed: person.sealText(packet, caseContext('referral', id)),
        answer_sealed: null,
        created_by: 'Ana',
        created_at: now,
        updated_at: now,
      })
      await insertConsent(engine.db, {
        id: consentId,
        case_id: caseId,
        office_id: 'p',
        person_id: found.person_id,
        scope: 'referral',
        basis: 'person',
        text_version: '1',
        lang: 'es',
        channel: 'sms',
        words_sealed: null,
        packet_sealed: person.sealText(packet, caseContext('consent', consentId)),
        given_at: now,
        expires_at: now + 86_400_000,
        revoked_at: null,
      })
      return id
    },
    call: (method, path, { key, body, headers } = {}) =>
      fetch(`${origin}/api/v1${path}`, {
        method,
        headers: {
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async stop() {
      await receiver.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await engine.close()
    },
  }
}
