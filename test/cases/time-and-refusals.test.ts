import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { closeCase, release, reopenCase, replyAsCaseworker, sendAgain, snoozeCase, sweepCases } from '../../services/cases/index.ts'
import { erasePerson } from '../../services/erasure/index.ts'
import { findConversation, listAlerts, revokeConsents, setSuppression, touchInbound, updateMessage } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type CaseWorld, openCaseWorld } from '../support/case-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const { engines } = bothStores()

describe.each(engines)('on %s', (_name, open) => {
  let world: CaseWorld
  beforeAll(async () => {
    world = await openCaseWorld(await open())
  })
  afterAll(async () => {
    await world.deps.engine.close()
  })
  const reply = (caseId: string, text = 'hola', id = randomUUID()) => replyAsCaseworker(world.deps, world.ana, { caseId, text, id })
  const alertsOf = async (kind: string, caseId: string) =>
    (await listAlerts(world.deps.engine.db, { ...world.ana, roles: ['caseworker'] }, 100)).filter(
      (alert) => alert.kind === kind && alert.case_id === caseId,
    )

  describe('a silent caseworker', () => {
    test('keeps the conversation up to the set time; then the bot comes back, once, and says so; the caseworker is told', async () => {
      const { caseId, conversationId } = await world.newCase()
      world.pass(4 * HOUR - 1)
      expect(await sweepCases(world.deps)).toBe(0)
      expect([await world.status(conversationId), await world.said(conversationId)]).toEqual(['caseworker', []])
      world.pass(1)
      // From several processes at once: said once.
      const returned = await Promise.all([sweepCases(world.deps), sweepCases(world.deps)])
      expect(returned[0] + returned[1]).toBe(1)
      expect(await sweepCases(world.deps)).toBe(0)
      expect(await world.status(conversationId)).toBe('bot')
      expect((await world.said(conversationId)).map((m) => m.text)).toEqual([
        expect.stringMatching(/vuelve a contestar Puente.*sigue abierto/),
      ])
      expect(await alertsOf('silent', caseId)).toHaveLength(1)
    })

    test('who writes in time is not silent; who writes afterwards is in charge again', async () => {
      const { caseId, conversationId } = await world.newCase()
      world.pass(3 * HOUR)
      await reply(caseId)
      world.pass(3 * HOUR)
      expect(await sweepCases(world.deps)).toBe(0)
      world.pass(HOUR)
      expect(await sweepCases(world.deps)).toBe(1)
      expect(await world.status(conversationId)).toBe('bot')
      await reply(caseId, 'ya estoy aqui')
      expect(await world.status(conversationId)).toBe('caseworker')
      await release(world.deps, world.ana, caseId)
    })
  })

  describe('a snoozed case', () => {
    test('the bot answers meanwhile; it comes back at its moment and not before, with one alert', async () => {
      const { caseId, conversationId } = await world.newCase()
      await snoozeCase(world.deps, world.ana, caseId, world.deps.clock().getTime() + 24 * HOUR)
      expect(await world.status(conversationId)).toBe('bot')
      const statusOf = async () =>
        (await world.deps.engine.db.selectFrom('care_case').select('status').where('id', '=', caseId).executeTakeFirst())?.status
      world.pass(24 * HOUR - 1)
      await sweepCases(world.deps)
      expect(await statusOf()).toBe('snoozed')
      world.pass(1)
      await Promise.all([sweepCases(world.deps), sweepCases(world.deps)])
      expect(await statusOf()).toBe('open')
      expect(await alertsOf('snooze-over', caseId)).toHaveLength(1)
      expect((await world.said(conversationId)).filter((m) => /vuelve a contestar/.test(m.text))).toHaveLength(1)
    })

    test('a reply wakes it at once', async () => {
      const { caseId, conversationId } = await world.newCase()
      await snoozeCase(world.deps, world.ana, caseId, world.deps.clock().getTime() + 24 * HOUR)
      await reply(caseId)
      expect(await world.status(conversationId)).toBe('caseworker')
      world.pass(24 * HOUR)
      await sweepCases(world.deps)
      expect(await alertsOf('snooze-over', caseId)).toHaveLength(0)
    })

    test('somebody else cannot snooze it', async () => {
      const { caseId } = await world.newCase()
      await expect(snoozeCase(world.deps, world.ben, caseId, world.deps.clock().getTime() + HOUR)).rejects.toMatchObject({ code: 'P1013' })
    })
  })

  describe('a reply that may not go out is refused with the reason, and nothing is stored', () => {
    const refusedFor = async (caseId: string, reason: string) => {
      await expect(reply(caseId)).rejects.toMatchObject({ code: 'P1014', detail: reason })
    }

    test('STOP', async () => {
      const { caseId, conversationId, addressHash } = await world.newCase()
      await setSuppression(world.deps.engine.db, { channel: 'sms', addressHash, set: 'out', word: 'BAJA', now: 1 })
      await refusedFor(caseId, 'opted-out')
      expect(await world.said(conversationId)).toEqual([])
    })

    test('revoked', async () => {
      const { caseId } = await world.newCase()
      await revokeConsents(world.deps.engine.db, { caseId, now: 1 })
      await refusedFor(caseId, 'revoked')
    })

    test('erased, and it cannot be opened again', async () => {
      const { caseId, conversationId } = await world.newCase()
      await world.deps.engine.db.transaction().execute(async (tx) => {
        const conversation = await findConversation(tx, conversationId)
        if (conversation) await erasePerson({ ...world.deps, redacts: () => false }, tx, { conversation, by: 'person' })
      })
      await refusedFor(caseId, 'erased')
      await expect(reopenCase(world.deps, world.ana, caseId)).rejects.toMatchObject({ code: 'P1014' })
    })

    test('closed, run out, and of somebody else', async () => {
      const { caseId } = await world.newCase()
      await expect(replyAsCaseworker(world.deps, world.ben, { caseId, text: 'x', id: randomUUID() })).rejects.toMatchObject({
        code: 'P1014',
        detail: 'not-yours',
      })
      await closeCase(world.deps, world.ana, caseId, { outcome: 'solved', reason: 'x' })
      await refusedFor(caseId, 'closed')
      const other = await world.newCase()
      world.pass(90 * 24 * HOUR)
      await refusedFor(other.caseId, 'revoked')
    })

    test('outside the window without a template; too long for the channel', async () => {
      const { caseId, conversationId } = await world.newCase({ channel: 'whatsapp' })
      await touchInbound(world.deps.engine.db, conversationId, world.deps.clock().getTime())
      await expect(reply(caseId, 'x'.repeat(1601))).rejects.toMatchObject({ detail: 'too-long' })
      world.pass(24 * HOUR - 1_000)
      expect(await reply(caseId)).toMatchObject({ state: 'queued' })
      world.pass(2_000)
      await refusedFor(caseId, 'no-template')
    })
  })

  describe('sending', () => {
    test('the same press many times is one message; a failed one is sent again once', async () => {
      const { caseId, conversationId } = await world.newCase()
      const id = randomUUID()
      await reply(caseId, 'una vez', id)
      await reply(caseId, 'una vez', id)
      expect(await world.said(conversationId)).toHaveLength(1)
      await expect(sendAgain(world.deps, world.ana, caseId, id)).rejects.toMatchObject({ code: 'P1015' })
      await updateMessage(world.deps.engine.db, id, { status: 'failed', now: 1 })
      const pressed = await Promise.allSettled([1, 2, 3, 4].map(() => sendAgain(world.deps, world.ana, caseId, id)))
      expect(pressed.filter((p) => p.status === 'fulfilled')).toHaveLength(1)
      expect(await world.said(conversationId)).toHaveLength(2)
    })
  })
})
