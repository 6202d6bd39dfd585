import { ENTITIES, type Entity, type EntityName, entityOf, type FieldType } from './vocabulary.ts'

/** One thing in which our transcription and the published schema are not the same; `field` is empty for what concerns the whole table. */
export interface SchemaDifference {
  readonly entity: string
  readonly field: string
  readonly ours: string
  readonly published: string
}

interface PublishedField {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly string[]
  readonly datapackage_type?: string
  readonly $ref?: string
  readonly items?: { readonly $ref?: string }
}
interface PublishedSchema {
  readonly path?: string
  readonly properties?: Readonly<Record<string, PublishedField>>
  readonly required?: readonly string[]
  readonly tabular_required?: readonly string[]
}

/** Holds our transcription against the published schema files, field by field. Tables and lists below a table that we do not use are not missed. */
export function compareWithPublished(files: ReadonlyMap<string, string>): {
  readonly entities: number
  readonly fields: number
  readonly differences: readonly SchemaDifference[]
} {
  const pairs = (Object.keys(ENTITIES) as EntityName[]).flatMap((name) => {
    const text = files.get(`${name}.json`)
    const published = text === undefined ? {} : (JSON.parse(text) as PublishedSchema)
    const own = traitsOf(entityOf(name))
    const foreign = Object.entries(published.properties ?? {}).flatMap(([field, { $ref, items }]): [string, string][] =>
      $ref || items || own.some(([known]) => known === field) ? [] : [[field, 'not there']],
    )
    return [...own, ...foreign].map(([field, ours]) => ({ entity: name, field, ours, published: traitOf(published, field) }))
  })
  return {
    entities: Object.keys(ENTITIES).length,
    fields: pairs.filter(({ field }) => !field.startsWith('(')).length,
    differences: pairs.filter(({ ours, published }) => ours !== published),
  }
}

const sorted = (names: readonly string[] | undefined) => [...(names ?? [])].sort().join(', ')

function traitsOf(entity: Entity): [string, string][] {
  return [
    ['(path)', entity.path],
    ['(required)', sorted(entity.required)],
    ['(required in a table)', sorted(entity.tabularRequired)],
    ...Object.entries(entity.fields).map(([field, type]): [string, string] => [field, kindOf(type)]),
    ...Object.entries(entity.lists ?? {}).map(([field, of]): [string, string] => [field, `list of ${of}`]),
    ...Object.entries(entity.objects ?? {}).map(([field, of]): [string, string] => [field, `one ${of}`]),
  ]
}

function kindOf(type: FieldType): string {
  return typeof type === 'object' ? `one of ${type.join(', ')}` : type
}

function traitOf(schema: PublishedSchema, field: string): string {
  if (field === '(path)') return schema.path ?? 'not there'
  if (field === '(required)') return sorted(schema.required)
  if (field === '(required in a table)') return sorted(schema.tabular_required)
  const found = schema.properties?.[field]
  if (!found) return 'not there'
  if (found.$ref) return `one ${found.$ref.replace('.json', '')}`
  if (found.items?.$ref) return `list of ${found.items.$ref.replace('.json', '')}`
  if (found.enum) return `one of ${found.enum.join(', ')}`
  return found.datapackage_type ?? found.format ?? found.type ?? 'anything'
}
