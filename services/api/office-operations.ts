import { z } from 'zod'
import { answerAsPartner, readReferralPacket } from '../cases/index.ts'
import { PuenteError } from '../errors/index.ts'
import { importDirectory } from '../exchange/index.ts'
import { findReferral, listReferrals } from '../store/index.ts'
import { IndicatorAnswer, IndicatorQuery, readIndicatorAnswer } from './indicators.ts'
import { operation } from './operation.ts'
import { cutPage, PageQuery, pageOf } from './paging.ts'

const STATES = ['sent', 'accepted', 'declined', 'done'] as const
const MAX_PROPOSED = 200
/** Of the faults of a directory so many are told. */
const MAX_FAULTS = 200

const Referral = z.object({
  id: z.string(),
  case: z.string().describe('Number of the case, as the first office tells it on the phone'),
  state: z.enum(STATES),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

export const OFFICE_OPERATIONS = [
  operation({
    method: 'get',
    path: '/referrals',
    id: 'listReferrals',
    summary: 'Referrals to your office that the person agreed to',
    scope: 'referrals:read',
    query: PageQuery.extend({ state: z.enum(STATES).optional() }),
    answer: pageOf(Referral),
    async handle({ deps, query, key }) {
      const all = (await listReferrals(deps.cases.engine.db, { toOfficeId: key.officeId })).flatMap((row) => {
        // Refused by the person, or taken back: there is nothing to see any more.
        const state = STATES.find((known) => known === row.state)
        if (!state || (query.state && query.state !== state)) return []
        const [createdAt, updatedAt] = [row.created_at, row.updated_at].map((at) => new Date(Number(at)).toISOString())
        return [{ id: row.id, case: row.caseNumber, state, createdAt: createdAt ?? '', updatedAt: updatedAt ?? '' }]
      })
      return cutPage(all, (referral) => `${referral.createdAt} ${referral.id}`, query)
    },
  }),
  operation({
    method: 'post',
    path: '/referrals/{id}/packet',
    id: 'readPacket',
    summary: 'What the person agreed to share with your office, while the agreement holds; the reading is kept and the person can see it',
    scope: 'packets:read',
    body: z.strictObject({ why: z.string().trim().min(5).max(200) }),
    answer: z.object({ parts: z.array(z.looseObject({ text: z.string() })) }),
    async handle({ deps, actor, body, param }) {
      return { parts: (await readReferralPacket(deps.cases, actor, param('id'), body.why)).map((part) => ({ ...part })) }
    },
  }),
  operation({
    method: 'post',
    path: '/referrals/{id}/answer',
    id: 'answerReferral',
    summary: 'Takes a referral, declines it, or tells that it is done',
    scope: 'referrals:answer',
    body: z.strictObject({ state: z.enum(['accepted', 'declined', 'done']), text: z.string().trim().max(1000).default('') }),
    status: 204,
    async handle({ deps, actor, body, param }) {
      const referral = await findReferral(deps.cases.engine.db, param('id'))
      if (referral?.to_office_id !== actor.officeId) throw new PuenteError('P1004')
      await answerAsPartner(deps.cases, actor, param('id'), body)
      return undefined
    },
  }),
  operation({
    method: 'get',
    path: '/indicators',
    id: 'readIndicators',
    summary: 'Indicators of a month that is over, the same as on the page; numbers in steps of five, fewer than five are not told',
    scope: 'indicators:read',
    query: IndicatorQuery,
    answer: IndicatorAnswer,
    async handle({ deps, key, query }) {
      const { engine, today } = deps.cases
      return await readIndicatorAnswer(engine.db, { officeId: key.officeId, month: query.month, today: today() })
    },
  }),
  operation({
    method: 'post',
    path: '/proposals',
    id: 'proposeServices',
    summary: 'Proposes changes of services in the form of HSDS 3.0; a curator decides field by field, and one faulty row takes nothing in',
    scope: 'services:propose',
    body: z.strictObject({ services: z.array(z.unknown()).min(1).max(MAX_PROPOSED) }),
    answer: z.object({
      services: z.number().int(),
      proposals: z.number().int(),
      faults: z.array(z.object({ resource: z.string(), row: z.number().int(), field: z.string(), what: z.string() })),
    }),
    async handle({ deps, key, body }) {
      const read = await importDirectory(deps.exchange, { json: JSON.stringify(body.services) }, `api:${key.id}`)
      return { services: read.services, proposals: read.changes.length, faults: read.faults.slice(0, MAX_FAULTS) }
    },
  }),
]
