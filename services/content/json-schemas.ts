import { z } from 'zod'
import { CardFile } from './card-schema.ts'
import { ChecklistFile } from './checklist-schema.ts'
import { ExampleLine } from './example-schema.ts'
import { ServiceRecord } from './service-schema.ts'

/** The schemas as editors read them, by file name in content/schemas. Made from the zod schemas by `npm run content:schemas`. */
export function jsonSchemas(): Record<string, string> {
  return {
    'card.json': schemaText(CardFile, 'A card: one question answered, in up to five languages'),
    'checklist.json': schemaText(ChecklistFile, 'What to have in hand in one phase: points to tick off'),
    'service.json': schemaText(ServiceRecord, 'A service record: one office, line, shelter or programme'),
    'example.json': schemaText(ExampleLine, 'One labelled message'),
  }
}

/** What an author writes (fields with a default may be left out), not what the program reads from it. */
function schemaText(schema: z.ZodType, title: string): string {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return `${JSON.stringify({ title, ...made }, null, 2)}\n`
}
