import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { load } from 'js-yaml'
import { loadContentFiles, ServiceRecord } from '../../services/content/index.ts'
import {
  decide,
  type ExchangeDeps,
  type HsdsService,
  hsdsId,
  importDirectory,
  proposals,
  toDataPackage,
  toHsds,
} from '../../services/exchange/index.ts'
import { type Engine, insertProposals } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { PUBLISHED } from './published-files.ts'

let known: Map<string, ServiceRecord>
beforeAll(async () => {
  known = new Map([...(await loadContentFiles('content')).services].map(([id, { value }]) => [id, value]))
})

const { engines } = bothStores()
const ID = 'hn-911'
const FILE = 'content/services/hn/hn-911.yaml'

describe.each(engines)('directory exchange on %s', (_name, open) => {
  let engine: Engine
  let deps: ExchangeDeps
  beforeAll(async () => {
    engine = await open()
    const clock = () => new Date('2026-11-25T12:00:00Z')
    deps = { engine, clock, services: () => known, fileText: (id) => (id === ID ? readFile(FILE, 'utf8') : Promise.resolve('')) }
  })
  afterAll(async () => {
    await engine.close()
  })
  const ours = () => structuredClone(toHsds(known.get(ID) as ServiceRecord)) as { -readonly [K in keyof HsdsService]: HsdsService[K] }
  const taking = (services: unknown) => importDirectory(deps, { json: JSON.stringify(services) }, 'neighbour')

  test('a change from outside is a proposal; one field is accepted, the other not; the file is never overwritten', async () => {
    const service = ours()
    service.phones = service.phones?.map((phone) => ({ ...phone, number: '+50422220000' })) ?? []
    service.name = 'Another name'
    // The neighbour's system has no place for our attributes: that deletes nothing.
    delete service.attributes
    const before = await readFile(FILE, 'utf8')
    expect((await taking([service])).faults).toEqual([])
    const [proposal] = await proposals(deps, 'open', 0)
    expect(proposal?.changes.map((change) => change.field).sort()).toEqual(['name.es', 'phones.main'])
    const { text } = await decide(deps, 'staff', proposal?.id ?? '', ['phones.main'])
    const changed = load(text ?? '') as { phones: { number: string }[]; name: { es: string } }
    expect(changed.phones[0]?.number).toBe('+50422220000')
    expect(changed.name.es).toBe(known.get(ID)?.name.es)
    expect(await readFile(FILE, 'utf8')).toBe(before)
    const [decided] = await proposals(deps, 'decided', 0)
    expect(decided?.decisions).toEqual({ 'phones.main': 'accepted', 'name.es': 'refused' })
    await expect(decide(deps, 'staff', proposal?.id ?? '', [])).rejects.toMatchObject({ code: 'P1015' })
  })

  test('a neighbour who has the same number under an identifier of their own proposes nothing about it', async () => {
    const theirs =
      ours().phones?.map((phone, i) => ({ ...phone, id: hsdsId('their phone', i), number: phone.number.split('').join(' ') })) ?? []
    expect(theirs.length).toBeGreaterThan(0)
    expect(await taking([{ ...ours(), attributes: undefined, phones: theirs }])).toMatchObject({ faults: [], changes: [] })
  })

  test('a proposal about a field that has changed since is not accepted', async () => {
    const service = { ...ours(), name: 'Third name' }
    await taking([service])
    const [proposal] = await proposals(deps, 'open', 0)
    const record = known.get(ID) as ServiceRecord
    const later = { ...deps, services: () => new Map(known).set(ID, { ...record, name: { ...record.name, es: 'Changed at home' } }) }
    await expect(decide(later, 'staff', proposal?.id ?? '', ['name.es'])).rejects.toMatchObject({ code: 'P1015' })
    await decide(deps, 'staff', proposal?.id ?? '', [])
  })

  test('a new record keeps the identifier that it came with, tells what it lacks, and is known when it comes again', async () => {
    const foreign = { id: hsdsId('x', 'foreign'), name: 'Casa Nueva', status: 'active', url: 'https://casa.example.org/' }
    await taking([foreign])
    const [proposal] = await proposals(deps, 'open', 0)
    expect(proposal).toMatchObject({ isNew: true })
    const { file, text = '', lacking } = await decide(deps, 'staff', proposal?.id ?? '', ['name.es', 'urls'])
    expect(file).toMatch(/^new\/casa-nueva-\w{8}\.yaml$/)
    expect(lacking).toEqual(['country', 'kind', 'assured_date', 'confidence', 'sources'])
    expect(text).toMatch(/^# To be filled before it can be used: country, kind, assured_date, confidence, sources\n/)
    expect(ServiceRecord.safeParse(load(text)).success).toBe(false)
    const source = { url: 'https://casa.example.org/', publisher: 'Casa', published: '2026', kind: 'ngo' }
    const filled = { country: 'hn', kind: 'ngo', assured_date: '2026-11-25', confidence: 'medium', sources: [source] }
    const record = ServiceRecord.parse({ ...(load(text) as object), ...filled })
    expect(toHsds(record).id).toBe(foreign.id)
    const later = { ...deps, services: () => new Map(known).set(record.id, record) }
    const again = (service: object) => importDirectory(later, { json: JSON.stringify([service]) }, 'neighbour')
    expect(await again(foreign)).toMatchObject({ faults: [], changes: [] })
    expect((await again({ ...foreign, name: 'Casa Vieja' })).changes).toMatchObject([
      { service: record.id, isNew: false, changes: [{ field: 'name.es', current: 'Casa Nueva', proposed: 'Casa Vieja' }] },
    ])
    const [change] = await proposals(deps, 'open', 0)
    await decide(later, 'staff', change?.id ?? '', [])
  })

  test('a field of a form that no record has is not accepted, in a new record either', async () => {
    const row = { service: 'casa', is_new: 1, origin: 'x', state: 'open', decisions: '{}', created_at: 1, updated_at: 1 }
    const changes = JSON.stringify([
      { field: 'id', current: null, proposed: 'casa' },
      { field: 'urls', current: null, proposed: ['javascript:alert(1)'] },
    ])
    await insertProposals(engine.db, [{ ...row, id: 'wrong', changes }])
    await expect(decide(deps, 'staff', 'wrong', ['urls'])).rejects.toMatchObject({ code: 'P1002' })
    await decide(deps, 'staff', 'wrong', [])
  })

  test('one faulty row: every fault is told by row, and nothing at all is taken in', async () => {
    const good = { ...ours(), name: 'Good change' }
    const read = await taking([good, { ...ours(), id: 'no-uuid', status: 'open' }, { id: hsdsId('y'), status: 'active' }, 7, ours()])
    expect(read.faults.map(({ row, field }) => `${row} ${field}`)).toEqual(['2 id', '2 status', '3 name', '4 row', '5 id'])
    expect(await proposals(deps, 'open', 0)).toEqual([])
  })

  test('held against the published schemas too: what only they refuse is told, and nothing of the directory is taken in', async () => {
    const strict = { ...deps, published: PUBLISHED }
    const directory = {
      json: JSON.stringify([
        { ...ours(), name: 'Good change' },
        { ...ours(), id: hsdsId('z'), status: 'defunct' },
      ]),
    }
    const read = await importDirectory(strict, directory, 'neighbour')
    expect(read.faults).toEqual([{ resource: 'service', row: 2, field: 'status', what: expect.any(String) }])
    expect(read.report.checks.map(({ against, faults }) => [against, faults])).toEqual([
      ['our transcription', 0],
      ['the published service.json', 1],
    ])
    expect(await proposals(deps, 'open', 0)).toEqual([])
  })

  test.each(['', 'null', '{}', '[', '"x"', '{"contents":7}'])(
    'a file that is no directory (%j) is told and taken in by nobody',
    async (json) => {
      const read = await importDirectory(deps, { json }, 'neighbour')
      expect(read.faults).toHaveLength(1)
      expect(await proposals(deps, 'open', 0)).toEqual([])
    },
  )

  test('a data package with a broken table: file, line and field', async () => {
    const files = new Map(toDataPackage([{ ...ours(), name: 'Changed' }]))
    files.set('phones.csv', 'id,service_id,number\nnot-a-uuid,,\n')
    const read = await importDirectory(deps, { files }, 'neighbour')
    expect(read.faults).toEqual([
      { resource: 'phones.csv', row: 2, field: 'number', what: expect.any(String) },
      { resource: 'phones.csv', row: 2, field: 'id', what: expect.any(String) },
    ])
    files.set('phones.csv', 'id,service_id\n"broken')
    expect((await importDirectory(deps, { files }, 'neighbour')).faults).toMatchObject([{ resource: 'phones.csv', field: 'row' }])
    expect(await proposals(deps, 'open', 0)).toEqual([])
  })
})
