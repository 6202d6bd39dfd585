import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { ServiceRecord } from '../content/index.ts'
import { PuenteError } from '../errors/index.ts'
import { type Engine, findProposal, insertAudit, insertProposals, listProposals, type ProposalRow, settleProposal } from '../store/index.ts'
import { type FieldChange, fieldValue, patchRecord } from './changes.ts'
import type { SchemaFiles } from './published.ts'
import { type Directory, type ReadDirectory, readDirectory } from './read-directory.ts'

export interface ExchangeDeps {
  readonly engine: Engine
  readonly clock: () => Date
  readonly services: () => ReadonlyMap<string, ServiceRecord>
  /** The text of a record's file ('' when there is none). */
  readonly fileText: (service: string) => Promise<string>
  /** Schema files of the standard that an operator has given: a directory is held against them too. */
  readonly published?: SchemaFiles
}

export interface Proposal {
  readonly id: string
  readonly service: string
  readonly isNew: boolean
  readonly origin: string
  readonly state: string
  readonly createdAt: number
  readonly changes: readonly FieldChange[]
  readonly decisions: Readonly<Record<string, 'accepted' | 'refused'>>
}

const PAGE = 50
const IDENTITY = new Set(['id', 'hsds_id'])

/** Takes in a directory: what differs becomes proposals, or nothing at all is taken when a row is wrong. */
export async function importDirectory(deps: ExchangeDeps, directory: Directory, origin: string): Promise<ReadDirectory> {
  const read = readDirectory(directory, deps.services(), deps.published)
  if (read.faults.length > 0) return read
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    await insertProposals(
      tx,
      read.changes.map((change) => ({
        id: randomUUID(),
        service: change.service,
        is_new: change.isNew ? 1 : 0,
        origin,
        changes: JSON.stringify(change.changes),
        state: 'open',
        decisions: '{}',
        created_at: now,
        updated_at: now,
      })),
    )
    await insertAudit(tx, {
      at: now,
      kind: 'directory-imported',
      conversationId: null,
      details: { origin, services: read.services, proposals: read.changes.length },
    })
  })
  return read
}

/** Proposals that wait for a curator (or are decided), the oldest first. */
export async function proposals(deps: ExchangeDeps, state: 'open' | 'decided', offset: number): Promise<Proposal[]> {
  return (await listProposals(deps.engine.db, state, { limit: PAGE, offset })).map(toProposal)
}

/**
 * A curator decides on every field of a proposal. The content folder is not written to: records are reviewed files under version control, and
 * cards that use one are stamped anew. What comes back is the file as it would be, to be put in its place and reviewed like any change.
 * Of a new record it may lack what the directory does not know: `lacking`, for the curator to fill.
 * @throws PuenteError P1002 when a field is not decided or has a form that no record has, P1015 when it was decided already or the record
 *   has changed since
 */
export async function decide(
  deps: ExchangeDeps,
  staffId: string,
  id: string,
  accepted: readonly string[],
): Promise<{ file: string | undefined; text: string | undefined; lacking: readonly string[] }> {
  const row = await findProposal(deps.engine.db, id)
  if (!row) throw new PuenteError('P1004')
  const { changes, service, isNew } = toProposal(row)
  const unknown = accepted.filter((field) => !changes.some((change) => change.field === field))
  if (unknown.length > 0) throw new PuenteError('P1002', { detail: 'accepted' })
  // What a new record is called goes with whatever is taken of it.
  const isTaken = (field: string) => accepted.includes(field) || (isNew && accepted.length > 0 && IDENTITY.has(field))
  const taken = changes.filter((change) => isTaken(change.field))
  const record = deps.services().get(service)
  const stale = taken.filter((change) => !isDeepStrictEqual(asJson(fieldValue(record, change.field)), asJson(change.current)))
  if (row.state !== 'open' || stale.length > 0)
    throw new PuenteError('P1015', stale.length > 0 ? { detail: stale.map((change) => change.field).join(', ') } : {})
  const patched = taken.length > 0 ? patchRecord(await deps.fileText(service), taken) : undefined
  if (patched && 'faults' in patched) throw new PuenteError('P1002', { detail: patched.faults.join(', ') })
  const decisions = Object.fromEntries(changes.map(({ field }) => [field, isTaken(field) ? 'accepted' : 'refused']))
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    const isOurs = await settleProposal(tx, id, { decisions: JSON.stringify(decisions), text: patched?.text ?? null, staffId, now })
    if (!isOurs) throw new PuenteError('P1015')
    await insertAudit(tx, {
      at: now,
      kind: 'proposal-decided',
      conversationId: null,
      details: { proposal: id, staff: staffId, service, accepted: taken.length, refused: changes.length - taken.length },
    })
  })
  return { file: patched ? `${isNew ? 'new/' : ''}${service}.yaml` : undefined, text: patched?.text, lacking: patched?.lacking ?? [] }
}

function toProposal(row: ProposalRow): Proposal {
  return {
    id: row.id,
    service: row.service,
    isNew: Number(row.is_new) === 1,
    origin: row.origin,
    state: row.state,
    createdAt: Number(row.created_at),
    changes: JSON.parse(row.changes),
    decisions: JSON.parse(row.decisions),
  }
}

/** Compared in the form in which it was kept. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
