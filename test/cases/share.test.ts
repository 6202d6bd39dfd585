import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { PacketPart } from '../../bot/index.ts'
import type { ShareField } from '../../services/access/index.ts'
import { type Actor, askShare, caseHooks, loadCase, replyAsCaseworker, sightOf } from '../../services/cases/index.ts'
import { insertOffice, listOffices, listShares, setSuppression, touchInbound } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type CaseWorld, openCaseWorld } from '../support/case-world.ts'

const DAY = 86_400_000
const { engines } = bothStores()

describe.each(engines)('what another office sees, on %s', (_name, open) => {
  let world: CaseWorld
  const carlos: Actor = { staffId: 'Carlos', officeId: 'p', role: 'caseworker', firstName: 'Carlos' }
  beforeAll(async () => {
    world = await openCaseWorld(await open())
    const { db } = world.deps.engine
    const [{ agencyName: _a, agencyKind: _k, ...office }] = (await listOffices(db)) as [Awaited<ReturnType<typeof listOffices>>[0]]
    await insertOffice(db, { ...office, id: 'p', name: 'Partner' })
    await world.deps.offices.reload()
  })
  afterAll(async () => {
    await world.deps.engine.close()
  })
  const ask = (
    caseId: string,
    fields: readonly ShareField[],
    over: { actor?: Actor; officeId?: string; kind?: 'view' | 'handover' } = {},
  ) => askShare(world.deps, over.actor ?? world.ana, caseId, { officeId: over.officeId ?? 'p', kind: over.kind ?? 'view', fields })
  /** The person's word, as a turn brings it. */
  async function say(caseId: string, id: string, answer: 'yes' | 'no', keys: readonly PacketPart['key'][]): Promise<void> {
    const { db } = world.deps.engine
    const { found, conversation } = await loadCase(db, caseId)
    const share = (await listShares(db, caseId)).find((one) => one.id === id)
    const consent = {
      basis: 'person' as const,
      textVersion: 'test',
      words: 'si',
      untilMs: world.deps.clock().getTime() + 90 * DAY,
    }
    await db.transaction().execute((tx) =>
      caseHooks(world.deps).apply(tx, {
        conversation,
        lang: 'es',
        country: null,
        nextSeq: 50,
        effects: {
          referral: {
            kind: share?.kind === 'handover' ? 'handover' : 'view',
            id,
            answer,
            packet: keys.map((key) => ({ key, text: key })),
            consent: answer === 'yes' ? consent : undefined,
          },
        },
      }),
    )
    expect(found.id).toBe(caseId)
  }
  const seen = async (caseId: string, officeId: string) => {
    const { db } = world.deps.engine
    const { found } = await loadCase(db, caseId)
    return (await sightOf(db, found, officeId, world.deps.clock().getTime()))?.fields
  }

  test('asked several times at the same instant: nobody gets an error, the last question stands, and every one was said', async () => {
    const { caseId, conversationId } = await world.newCase()
    const ids = await Promise.all(Array.from({ length: 5 }, (_, i) => ask(caseId, i % 2 === 0 ? ['messages'] : ['plan'])))
    const shares = await listShares(world.deps.engine.db, caseId)
    expect(shares.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(shares.filter(({ state }) => state === 'asked')).toHaveLength(1)
    expect(shares.filter(({ state }) => state === 'superseded')).toHaveLength(4)
    const texts = (await world.said(conversationId)).filter(({ text }) => /Partner/.test(text))
    expect(texts).toHaveLength(5)
    // The question that the person reads last is the one that waits.
    const waiting = shares.find(({ state }) => state === 'asked')
    expect(/plan/i.test(texts.at(-1)?.text ?? '')).toBe(waiting?.fields === '["plan"]')
  })

  test('after STOP, and when the channel takes no question, nobody is asked', async () => {
    const stopped = await world.newCase()
    const now = world.deps.clock().getTime()
    await setSuppression(world.deps.engine.db, { channel: 'sms', addressHash: stopped.addressHash, set: 'out', word: 'baja', now })
    await expect(ask(stopped.caseId, ['plan'])).rejects.toMatchObject({ code: 'P1014', detail: 'opted-out' })
    const closed = await world.newCase({ channel: 'whatsapp' })
    await touchInbound(world.deps.engine.db, closed.conversationId, now - 2 * DAY)
    await expect(ask(closed.caseId, ['plan'])).rejects.toMatchObject({ code: 'P1014', detail: 'no-template' })
    for (const one of [stopped, closed]) expect(await world.said(one.conversationId)).toEqual([])
  })

  test('only whoever has the case asks for others, for an office that there is, for something', async () => {
    const { caseId } = await world.newCase()
    await expect(ask(caseId, ['plan'], { actor: world.ben })).rejects.toMatchObject({ code: 'P1013' })
    await expect(ask(caseId, ['plan'], { officeId: 'nowhere' })).rejects.toMatchObject({ code: 'P1002' })
    await expect(ask(caseId, ['plan'], { officeId: 'o' })).rejects.toMatchObject({ code: 'P1002' })
    await expect(ask(caseId, [])).rejects.toMatchObject({ code: 'P1002' })
    await expect(ask(caseId, ['plan'], { actor: carlos, kind: 'handover' })).rejects.toMatchObject({ code: 'P1002' })
  })

  test('a newer question takes the place of an older one; an answer to the older one, or a second answer, opens nothing', async () => {
    const { caseId } = await world.newCase()
    const older = await ask(caseId, ['needs'])
    const newer = await ask(caseId, ['plan'])
    await say(caseId, older, 'yes', ['needs'])
    expect(await seen(caseId, 'p')).toBeUndefined()
    await say(caseId, newer, 'no', ['plan'])
    await say(caseId, newer, 'yes', ['plan'])
    expect(await seen(caseId, 'p')).toBeUndefined()
    expect((await listShares(world.deps.engine.db, caseId)).map((share) => share.state).sort()).toEqual(['refused', 'superseded'])
  })

  test('what was agreed to holds as long as its consent, and no day longer', async () => {
    const { caseId } = await world.newCase()
    await say(caseId, await ask(caseId, ['plan', 'messages']), 'yes', ['plan', 'messages'])
    expect(await seen(caseId, 'p')).toEqual(['plan', 'messages'])
    world.pass(90 * DAY)
    expect(await seen(caseId, 'p')).toBeUndefined()
  })

  test('a case goes to another office and back: one office has it, each sees its own, the first contact stays', async () => {
    const { caseId, conversationId } = await world.newCase()
    const { db } = world.deps.engine
    await say(caseId, await ask(caseId, ['plan'], { kind: 'handover' }), 'yes', ['plan'])
    let { found } = await loadCase(db, caseId)
    expect(found).toMatchObject({
      office_id: 'p',
      assignee_id: null,
      status: 'waiting',
      visible_from_seq: 50,
      first_office_id: 'o',
      first_staff_id: 'Ana',
    })
    expect([await world.status(conversationId), await seen(caseId, 'o'), await seen(caseId, 'p')]).toEqual([
      'waiting',
      ['packet', 'messages'],
      undefined,
    ])
    await expect(replyAsCaseworker(world.deps, world.ana, { caseId, text: 'hola', id: randomUUID() })).rejects.toMatchObject({
      code: 'P1014',
    })
    await db.updateTable('care_case').set({ assignee_id: 'Ben', status: 'open' }).where('id', '=', caseId).execute()
    // The partner's caseworker, for this test with Ben's account.
    const back = await ask(caseId, [], { actor: { ...world.ben, officeId: 'p' }, officeId: 'o', kind: 'handover' })
    await say(caseId, back, 'yes', [])
    found = (await loadCase(db, caseId)).found
    expect(found).toMatchObject({ office_id: 'o', first_office_id: 'o', first_staff_id: 'Ana' })
    expect([await seen(caseId, 'o'), await seen(caseId, 'p')]).toEqual([undefined, ['packet', 'messages']])
    const agreed = (await listShares(db, caseId)).filter((share) => share.state === 'agreed').map((share) => [share.office_id, share.kind])
    expect(agreed.sort()).toEqual([
      ['o', 'handover'],
      ['p', 'kept'],
    ])
  })
})
