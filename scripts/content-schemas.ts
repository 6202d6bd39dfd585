// npm run content:schemas: writes content/schemas/*.json from the zod schemas, for editors (.vscode/settings.json); a test holds them equal.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonSchemas } from '../services/content/index.ts'

const FOLDER = join('content', 'schemas')
await mkdir(FOLDER, { recursive: true })
for (const [name, text] of Object.entries(jsonSchemas())) await writeFile(join(FOLDER, name), text)
console.log(`${Object.keys(jsonSchemas()).length} schemas written to ${FOLDER}`)
