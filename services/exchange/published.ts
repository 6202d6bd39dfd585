import { createRequire } from 'node:module'
import { PuenteError } from '../errors/index.ts'
import type { RowFault } from './form.ts'
import { fieldOf } from './validate.ts'

const require = createRequire(import.meta.url)
const { Ajv } = require('ajv') as typeof import('ajv')
const addFormats = (require('ajv-formats') as { default: typeof import('ajv-formats').default }).default

const MAX_FAULTS = 200

/**
 * Holds services against the schema files as their authors publish them (openreferral/specification, folder schema/): an operator who has
 * them gives them; they are not ours to keep here. Their own words beside JSON Schema (datapackage_metadata, constraints, example) mean
 * nothing to a validator and are left alone.
 * @param files name → text of every *.json of the folder
 * @throws PuenteError P2009 when service.json, or a file that it points to, is not among them
 */
export function validatePublished(services: readonly unknown[], files: ReadonlyMap<string, string>): RowFault[] {
  const ajv = new Ajv({ allErrors: true, strict: false, logger: false })
  addFormats(ajv)
  for (const [name, text] of files) {
    // Later versions carry an address of their own: here they point to each other by file name.
    const { $id: _address, ...schema } = JSON.parse(text) as Record<string, unknown>
    ajv.addSchema({ ...schema, $id: name })
  }
  if (!files.has('service.json')) throw new PuenteError('P2009', { detail: 'no service.json among the schema files' })
  let validate: ReturnType<typeof ajv.getSchema>
  try {
    validate = ajv.getSchema('service.json')
  } catch (cause) {
    throw new PuenteError('P2009', { detail: `the schema files are not complete: ${(cause as Error).message}`, cause })
  }
  return services
    .flatMap((service, i) =>
      validate?.(service)
        ? []
        : (validate?.errors ?? []).map((error) => ({
            resource: 'service',
            row: i + 1,
            field: fieldOf(error),
            what: error.message ?? 'is wrong',
          })),
    )
    .slice(0, MAX_FAULTS)
}
