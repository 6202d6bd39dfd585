import { createRequire } from 'node:module'
import { PuenteError } from '../errors/index.ts'
import type { RowFault } from './form.ts'
import { fieldOf, MAX_FAULTS } from './validate.ts'

const require = createRequire(import.meta.url)
const { Ajv } = require('ajv') as typeof import('ajv')
const addFormats = (require('ajv-formats') as { default: typeof import('ajv-formats').default }).default

/** The schema files of the standard as they are published: name → text of every *.json of the folder. */
export type SchemaFiles = ReadonlyMap<string, string>

const DESCRIPTOR = 'datapackage.json'

/** The published descriptor of the tabular form, when it stands among the files. */
export function publishedDescriptor(files: SchemaFiles): object | undefined {
  const text = files.get(DESCRIPTOR)
  return text === undefined ? undefined : parsed(DESCRIPTOR, text)
}

/**
 * Holds services against the schema files as their authors publish them (openreferral/specification, folder schema/): an operator who has
 * them gives them; they are not ours to keep here. Their own words beside JSON Schema (datapackage_metadata, constraints, example) mean
 * nothing to a validator and are left alone.
 * @throws PuenteError P2009 when service.json, or a file that it points to, is not among them
 */
export function validatePublished(services: readonly unknown[], files: SchemaFiles): RowFault[] {
  const ajv = new Ajv({ allErrors: true, strict: false, logger: false })
  addFormats(ajv)
  for (const [name, text] of files) {
    if (name === DESCRIPTOR) continue
    // Later versions carry an address of their own: here they point to each other by file name.
    const { $id: _address, ...schema } = parsed(name, text)
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

function parsed(name: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (cause) {
    throw new PuenteError('P2009', { detail: `${name} among the schema files is no JSON`, cause })
  }
}
