// npm run env:example: writes .env.example from the table of settings.
import { writeFile } from 'node:fs/promises'
import { envExample } from '../services/config/index.ts'

await writeFile('.env.example', envExample())
