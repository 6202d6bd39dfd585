import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { loadContentFiles, type ServiceRecord } from '../../services/content/index.ts'
import {
  compareWithPublished,
  publishedDescriptor,
  readDirectory,
  reportOf,
  toDataPackage,
  toHsds,
  type ValidationReport,
  validatePublished,
  validateTables,
} from '../../services/exchange/index.ts'
import { PUBLISHED } from './published-files.ts'

let records: readonly ServiceRecord[]
beforeAll(async () => {
  records = [...(await loadContentFiles('content')).services.values()].map(({ value }) => value)
})
const descriptor = publishedDescriptor(PUBLISHED) ?? {}

describe('against schema files that are given', () => {
  test('all services of the content hold; a fault is told with row and field, below too', () => {
    const all = records.map(toHsds)
    expect(validatePublished(all, PUBLISHED)).toEqual([])
    const [good] = all
    const { name: _name, ...nameless } = good ?? { name: '' }
    expect(validatePublished([good, { ...nameless, status: 'gone', phones: [{ id: 'a' }] }], PUBLISHED)).toEqual(
      expect.arrayContaining([
        { resource: 'service', row: 2, field: 'name', what: expect.stringContaining('required') },
        { resource: 'service', row: 2, field: 'status', what: expect.any(String) },
        { resource: 'service', row: 2, field: 'phones.0.number', what: expect.stringContaining('required') },
      ]),
    )
  })

  test('a folder that is not complete, or a file that is no JSON, is told, not passed over', () => {
    expect(() => validatePublished([], new Map())).toThrow(/no service.json/)
    expect(() => validatePublished([{}], new Map([['service.json', PUBLISHED.get('service.json') ?? '']]))).toThrow(/not complete/)
    expect(() => validatePublished([], new Map([['service.json', '{']]))).toThrow(/service.json among the schema files is no JSON/)
  })

  test('every difference between our transcription and the files is named', () => {
    const { entities, differences } = compareWithPublished(PUBLISHED)
    expect(entities).toBe(13)
    expect(differences).toContainEqual({
      entity: 'service',
      field: 'status',
      ours: 'one of active, inactive, defunct, temporarily closed',
      published: 'one of active, inactive',
    })
    expect(differences).toContainEqual({ entity: 'service', field: 'name', ours: 'string', published: 'not there' })
    expect(differences).toContainEqual({ entity: 'phone', field: 'priority', ours: 'not there', published: 'string' })
    expect(differences).toContainEqual({ entity: 'schedule', field: '(required)', ours: 'id', published: '' })
    expect(differences.filter(({ entity, field }) => entity === 'service' && ['id', 'phones', '(required)'].includes(field))).toEqual([])
  })
})

describe('a data package against a descriptor that is given', () => {
  const tables = (path: string, text: string) => validateTables(new Map(toDataPackage([])).set(path, text), descriptor)
  const ID = '00000000-0000-4000-8000-000000000001'

  test('all services of the content hold', () => {
    expect(validateTables(toDataPackage(records.map(toHsds)), descriptor)).toEqual([])
  })

  test.each([
    ['phones.csv', `id,number\n${ID},1\n${ID},2\n`, 3, 'id', /before/],
    ['phones.csv', `id,number\n${ID},\n`, 2, 'number', /required/],
    ['phones.csv', `id,number,extension\n${ID},1,many\n`, 2, 'extension', /number/],
    ['phones.csv', `id,number,colour\n${ID},1,red\n`, 1, 'colour', /no column/],
    ['phones.csv', `id,number,service_id\n${ID},1,${ID}\n`, 2, 'service_id', /leads to no row of service/],
    ['phones.csv', 'id,number\n"broken', 2, 'row', /not readable/],
    ['schedules.csv', `id,valid_from\n${ID},1.2.2026\n`, 2, 'valid_from', /format/],
    ['schedules.csv', `id,opens_at\n${ID},8 am\n`, 2, 'opens_at', /pattern/],
    ['schedules.csv', `id,freq\n${ID},DAILY\n`, 2, 'freq', /allowed values/],
    ['locations.csv', `id,location_type,url\n${ID},virtual,no address\n`, 2, 'url', /format/],
  ])('%s with %j is a fault in its line', (path, text, row, field, what) => {
    const found = tables(path, text)
    expect(found).toContainEqual({ resource: path, row, field, what: expect.stringMatching(what) })
    expect(found).toHaveLength(1)
  })

  test('the file of a table is the one that the package itself names', () => {
    const files = new Map(toDataPackage(records.slice(0, 20).map(toHsds)))
    const own = JSON.parse(files.get('datapackage.json') ?? '') as { resources: { name: string; path: string }[] }
    for (const one of own.resources) {
      files.set(`data/${one.path}`, files.get(one.path) ?? '').delete(one.path)
      one.path = `data/${one.path}`
    }
    files.set('datapackage.json', JSON.stringify(own))
    expect(validateTables(files, descriptor)).toEqual([])
    const known = new Map(records.map((record) => [record.id, record]))
    expect(readDirectory({ files }, known)).toMatchObject({ services: 20, changes: [], faults: [] })
  })
})

describe('the schema validation report', () => {
  test('tells for each schema how many objects of each kind were held against it, and their faults', () => {
    const [service] = records.filter((record) => record.phones.length === 2).map(toHsds)
    const faults = [
      { resource: 'service', row: 1, field: 'phones.0.number', what: 'is wrong' },
      { resource: 'service', row: 1, field: 'name', what: 'is missing' },
      { resource: 'phones.csv', row: 2, field: 'id', what: 'is wrong' },
    ]
    const report = reportOf(service ? [service, service] : [], [{ against: 'x', faults }])
    expect(report).toMatchObject({ standard: 'HSDS 3.0', services: 2, faults: 3 })
    expect(report.checks[0]?.kinds).toContainEqual({ kind: 'phone', objects: 2, faults: 2 })
    expect(report.checks[0]?.kinds).toContainEqual({ kind: 'service', objects: 1, faults: 1 })
  })
})

describe('npm run hsds:export, hsds:import', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'puente-hsds-'))
    for (const [name, text] of PUBLISHED) await writeFile(join(folder, name), text)
  })
  afterAll(async () => await rm(folder, { recursive: true }))
  const run = async (script: string, ...args: string[]) => {
    const env = { PATH: process.env.PATH, NODE_ENV: 'test', DATA_DIR: join(folder, 'data') }
    return await promisify(execFile)(process.execPath, ['--no-warnings', `scripts/${script}.ts`, ...args], {
      env,
      maxBuffer: 10_000_000,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
  }
  const reportIn = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as ValidationReport & { rows: unknown[] }

  test('what goes out is held against given files and comes in again without a change; one wrong row and nothing comes in', async () => {
    const [out, schemas] = [join(folder, 'out'), ['--schemas', folder]]
    expect(await run('hsds-export', '--to', out, ...schemas, '--report', join(folder, 'export.json'))).toMatchObject({ code: 0 })
    const exported = await reportIn('export.json')
    expect(exported).toMatchObject({ services: records.length, faults: 0, rows: [] })
    expect(exported.checks.map((check) => check.against)).toEqual([
      expect.stringContaining('our transcription'),
      expect.stringContaining('read back'),
      expect.stringContaining('published service.json'),
      expect.stringContaining('published datapackage.json'),
    ])
    const read = await run('hsds-import', '--try', '--from', join(out, 'datapackage'), ...schemas, '--report', join(folder, 'import.json'))
    expect(read).toMatchObject({ code: 0, stdout: expect.stringContaining(`${records.length} services read, 0 would be proposals`) })
    const all = JSON.parse(await readFile(join(out, 'services.json'), 'utf8')) as object[]
    await writeFile(join(folder, 'foreign.json'), JSON.stringify([...all.slice(0, 3), { ...all[3], status: 'defunct' }]))
    const foreign = await run('hsds-import', '--origin', 'neighbour', '--from', join(folder, 'foreign.json'), ...schemas)
    expect(foreign).toMatchObject({ code: 65, stderr: expect.stringMatching(/service row 4: status .*\nNothing imported: 1 faults/s) })
    // Held against our transcription alone the same row is in order.
    expect(await run('hsds-import', '--try', '--from', join(folder, 'foreign.json'))).toMatchObject({ code: 0 })
  })
})
