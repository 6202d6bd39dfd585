import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { loadContentFiles, ServiceRecord } from '../../services/content/index.ts'
import {
  fromDataPackage,
  fromHsds,
  readDirectory,
  toDataPackage,
  toHsds,
  validatePublished,
  validateServices,
} from '../../services/exchange/index.ts'
import { arbitraryRecord } from './arbitrary-record.ts'

let records: readonly ServiceRecord[]
beforeAll(async () => {
  records = [...(await loadContentFiles('content')).services.values()].map(({ value }) => value)
})
const back = (services: readonly Parameters<typeof fromHsds>[0][]) => services.map((s) => ServiceRecord.parse(fromHsds(s).candidate))

describe('HSDS 3.0 there and back', () => {
  test('all services of the content: they hold against the schema, keep their ids, and nothing is lost in JSON or CSV', () => {
    const all = records.map(toHsds)
    expect(all.length).toBeGreaterThan(300)
    expect(validateServices(all)).toEqual([])
    expect(back(JSON.parse(JSON.stringify(all)))).toEqual(records)
    const read = fromDataPackage(toDataPackage(all))
    expect(read.faults).toEqual([])
    expect(back(read.services)).toEqual(records)
    const known = new Map(records.map((record) => [record.id, record]))
    expect(readDirectory({ json: JSON.stringify(all) }, known)).toEqual({ services: all.length, changes: [], faults: [] })
  })

  test('any record that our schema allows comes back whole from JSON and from CSV (property)', () => {
    fc.assert(
      fc.property(arbitraryRecord, (made) => {
        const record = ServiceRecord.parse(made)
        const service = toHsds(record)
        expect(validateServices([service])).toEqual([])
        expect(back(JSON.parse(JSON.stringify([service])))).toEqual([record])
        expect(back(fromDataPackage(toDataPackage([service])).services)).toEqual([record])
      }),
      { numRuns: 300 },
    )
  })
})

/** Files in the form in which the standard publishes its own: words of its own beside JSON Schema, references by file name, an address from 3.2 on. */
const PUBLISHED = new Map(
  Object.entries({
    'service.json': {
      name: 'service',
      path: 'services.csv',
      datapackage_metadata: { format: 'csv' },
      type: 'object',
      properties: {
        id: { name: 'id', type: 'string', format: 'uuid', constraints: { unique: true }, example: 'x', core: 'Y' },
        status: { type: 'string', enum: ['active', 'inactive'] },
        phones: { type: 'array', items: { $ref: 'phone.json' } },
      },
      required: ['id', 'name', 'status'],
      tabular_required: ['organization_id'],
    },
    'phone.json': {
      $id: 'https://example.org/refs/heads/3.2/schema/phone.json',
      type: 'object',
      properties: { number: { type: 'string' }, year: { type: 'number', format: '%Y' } },
      required: ['id', 'number'],
    },
  }).map(([name, schema]) => [name, JSON.stringify(schema)]),
)

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

  test('a folder that is not complete is told, not passed over', () => {
    expect(() => validatePublished([], new Map())).toThrow(/no service.json/)
    expect(() => validatePublished([{}], new Map([['service.json', PUBLISHED.get('service.json') ?? '']]))).toThrow(/not complete/)
  })
})
