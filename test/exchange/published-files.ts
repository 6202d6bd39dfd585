import { toDataPackage } from '../../services/exchange/index.ts'

/** Files in the form in which the standard publishes its own: words of its own beside JSON Schema, references by file name, an address from 3.2 on. */
export const PUBLISHED = new Map(
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
      properties: { number: { type: 'string' }, year: { type: 'number', format: '%Y' }, priority: { type: 'string' } },
      required: ['id', 'number'],
    },
    // The published one has the form of ours; a test makes it stricter where it wants to see a fault.
    'datapackage.json': JSON.parse(toDataPackage([]).get('datapackage.json') ?? ''),
  }).map(([name, schema]) => [name, JSON.stringify(schema)]),
)
