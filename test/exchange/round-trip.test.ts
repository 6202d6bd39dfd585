import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { loadContentFiles, ServiceRecord } from '../../services/content/index.ts'
import { fromDataPackage, fromHsds, readDirectory, toDataPackage, toHsds, validateServices } from '../../services/exchange/index.ts'
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
    expect(readDirectory({ json: JSON.stringify(all) }, known)).toMatchObject({ services: all.length, changes: [], faults: [] })
    expect(readDirectory({ files: toDataPackage(all) }, known)).toMatchObject({ services: all.length, changes: [], faults: [] })
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
