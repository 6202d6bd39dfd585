import { z } from 'zod'
import { SHARE_FIELDS } from '../access/index.ts'
import {
  addNote,
  askErasure,
  askShare,
  breakGlass,
  claim,
  closeCase,
  DIMENSIONS,
  keepDraft,
  OUTCOMES,
  openMedia,
  readCase,
  readDraft,
  readMessages,
  readNotes,
  readPacket,
  readPlan,
  readReferrals,
  readShares,
  refer,
  release,
  reopenCase,
  replyAsCaseworker,
  saveNeeds,
  savePlan,
  sendAgain,
  signed,
  snoozeCase,
  tellBrokenGlass,
  transfer,
  unknownContacts,
} from '../cases/index.ts'
import { fitSegments } from '../channels/index.ts'
import { readFollowUp } from '../follow-up/index.ts'
import { countQueue, listAudit, listQueue, QUEUE_VIEWS } from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { bodyOf, queryOf } from './guard.ts'
import type { Mounting } from './mount.ts'

const PAGE = 100
const words = (max: number) => z.string().trim().min(1).max(max)
const Queue = z.object({ view: z.enum(QUEUE_VIEWS).default('unassigned'), offset: z.coerce.number().int().min(0).max(100_000).default(0) })
const Reply = z.strictObject({ id: z.uuid(), text: words(6000), card: z.string().max(120).optional() })
const Draft = z.strictObject({ text: z.string().max(6000) })
const Close = z.strictObject({ outcome: z.enum(OUTCOMES), reason: words(2000) })
const Plan = z.strictObject({
  steps: z.array(z.strictObject({ text: words(300), on: z.iso.date().optional(), state: z.enum(['open', 'done']) })).max(30),
})
const Needs = z.strictObject({ needs: z.partialRecord(z.enum(DIMENSIONS), z.string().max(1000)) })
const Refer = z.union([z.strictObject({ officeId: z.string() }), z.strictObject({ service: words(200) })])
const Share = z.strictObject({
  officeId: z.string().optional(),
  kind: z.enum(['view', 'handover']),
  fields: z.array(z.enum(SHARE_FIELDS)).max(SHARE_FIELDS.length),
})
const Note = z.strictObject({ kind: z.enum(['note', 'monitoring', 'comment']), text: words(4000) })
const Why = z.strictObject({ why: words(300) })

/** The queue and everything about one case. */
export function mountCases(deps: ConsoleDeps, mount: Mounting): void {
  const { cases } = deps
  const { db } = cases.engine
  mount.staff('queue', async ({ req, who }) => {
    const { view, offset } = queryOf(Queue, req)
    const scope = { staffId: who.staffId, officeId: who.officeId, seesAlerts: who.role === 'mental-health' }
    const [rows, counts] = [await listQueue(db, view, scope, { limit: PAGE, offset }), await countQueue(db, scope)]
    return { view, rows, counts, page: PAGE, now: cases.clock().getTime() }
  })
  mount.ofCase('readCase', async (opened) => ({
    ...(await readCase(cases, opened)),
    now: cases.clock().getTime(),
  }))
  mount.ofCase('messages', async ({ req, found, conversation, sight }) => {
    const before = Number(req.query.before)
    const page = { sight, ...(Number.isInteger(before) && before > 0 ? { beforeSeq: before } : {}) }
    return { messages: await readMessages(cases, found, conversation, page) }
  })
  mount.ofCase('media', async ({ req, res, who, found, conversation, sight }) => {
    const wanted = { found, conversation, sight, messageId: String(req.params.message), index: Number(req.params.n) }
    const { bytes, contentType } = await openMedia(cases, who, wanted, deps.media)
    // A picture is shown, everything else is kept as a file; nothing of it may run or call out.
    const isPicture = contentType.startsWith('image/')
    res.set({
      'Cache-Control': 'no-store',
      'Content-Type': contentType,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      // A name of ours: what it was called on somebody's telephone may be a path, or a person's name.
      'Content-Disposition': `${isPicture ? 'inline' : 'attachment'}; filename="puente-${wanted.index + 1}"`,
    })
    res.send(bytes)
    return undefined
  })
  mount.ofCase('claim', async ({ who, found }) => void (await claim(cases, who, found.id)))
  mount.ofCase('release', async ({ who, found }) => void (await release(cases, who, found.id)))
  mount.ofCase(
    'transfer',
    async ({ req, who, found }) =>
      void (await transfer(cases, who, found.id, bodyOf(z.strictObject({ staffId: z.string() }), req).staffId)),
  )
  mount.ofCase(
    'snooze',
    async ({ req, who, found }) =>
      void (await snoozeCase(cases, who, found.id, bodyOf(z.strictObject({ until: z.number().int() }), req).until)),
  )
  mount.ofCase('close', async ({ req, who, found }) => void (await closeCase(cases, who, found.id, bodyOf(Close, req))))
  mount.ofCase('reopen', async ({ who, found }) => void (await reopenCase(cases, who, found.id)))
  mount.ofCase('reply', async ({ req, who, found }) => {
    const { card, ...reply } = bodyOf(Reply, req)
    return await replyAsCaseworker(cases, who, { caseId: found.id, ...reply, ...(card ? { card } : {}) })
  })
  mount.ofCase('draft', async ({ who, found, conversation }) => ({ text: await readDraft(cases, who, found.id, conversation) }))
  mount.ofCase(
    'saveDraft',
    async ({ req, who, found, conversation }) =>
      void (await keepDraft(cases, who, { caseId: found.id, conversation, text: bodyOf(Draft, req).text })),
  )
  mount.ofCase('sendAgain', async ({ req, who, found }) => await sendAgain(cases, who, found.id, String(req.params.message)))
  mount.ofCase('preview', async ({ req, who, found, conversation }) => {
    const written = bodyOf(z.strictObject({ text: z.string().max(6000) }), req).text
    const text = await signed(cases, db, { found, actor: who, text: written })
    const costs = cases.channel(conversation.channel)?.capabilities.costsPerSegment ?? false
    const { segments, encoding } = fitSegments(text)
    return {
      ...(costs ? { segments: text === '' ? 0 : segments, encoding } : { segments: null, encoding: null }),
      unknown: unknownContacts(text, deps.library()),
    }
  })
  mount.ofCase('typing', async ({ who, found }) => {
    deps.news.emit('typing', { caseId: found.id, officeId: found.office_id, staffId: who.staffId, name: who.firstName })
    return undefined
  })
  mount.ofCase('packet', async ({ req, who, found }) => await readPacket(cases, who, found.id, bodyOf(Why, req).why))
  mount.ofCase(
    'breakGlass',
    async ({ req, who, found }) =>
      await breakGlass(cases, who, found.id, bodyOf(z.strictObject({ reason: z.string().max(500) }), req).reason),
  )
  mount.ofCase('tellGlass', async ({ who, found }) => void (await tellBrokenGlass(cases, who, found.id)))
  mount.ofCase('notes', async ({ found, conversation }) => ({ notes: await readNotes(cases, found, conversation) }))
  mount.ofCase('addNote', async ({ req, who, found }) => void (await addNote(cases, who, found.id, bodyOf(Note, req))))
  mount.ofCase('plan', async ({ found, conversation, sight }) => readPlan(cases, found, conversation, sight))
  mount.ofCase('followUp', async ({ found, conversation }) => await readFollowUp({ cases }, found.id, conversation))
  mount.ofCase('savePlan', async ({ req, who, found }) => void (await savePlan(cases, who, found.id, bodyOf(Plan, req).steps)))
  mount.ofCase('saveNeeds', async ({ req, who, found }) => {
    const given = Object.entries(bodyOf(Needs, req).needs).filter(
      (entry): entry is [(typeof DIMENSIONS)[number], string] => typeof entry[1] === 'string' && entry[1] !== '',
    )
    await saveNeeds(cases, who, found.id, Object.fromEntries(given))
    return undefined
  })
  mount.ofCase('caseReferrals', async ({ found, conversation }) => ({ referrals: await readReferrals(cases, found, conversation) }))
  mount.ofCase('caseShares', async (opened) => await readShares(cases, opened))
  mount.ofCase('askShare', async ({ req, who, found }) => ({ id: await askShare(cases, who, found.id, bodyOf(Share, req)) }))
  mount.ofCase('askErasure', async ({ who, found }) => void (await askErasure(cases, who, found.id)))
  mount.ofCase('refer', async ({ req, who, found }) => ({ id: await refer(cases, who, found.id, bodyOf(Refer, req)) }))
  mount.ofCase('audit', async ({ conversation }) => ({ events: await listAudit(db, conversation.id, 200) }))
}
