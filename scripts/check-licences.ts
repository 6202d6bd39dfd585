// npm run check:licences: every package of the lockfile has a licence that a public service may use.
import { readFile } from 'node:fs/promises'

/** Permissive ones, and weak copyleft that binds only changes to the package itself (we change none). */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'LGPL-3.0-or-later',
  'MPL-2.0',
  // Fonts: may be used, embedded and printed; only selling the font itself is not allowed.
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])
/** Packages whose package.json names none in the form of today, read by hand. */
const READ_BY_HAND: Readonly<Record<string, string>> = { limiter: 'MIT (licenses field of the old form)' }

const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, { license?: string; link?: boolean }> }
const packages = Object.entries(lock.packages).filter(([path, { link }]) => path !== '' && !link)
const wrong = packages.flatMap(([path, { license }]) => {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  if (license === undefined) return READ_BY_HAND[name] ? [] : [`${name}: no licence`]
  return isAllowed(license) ? [] : [`${name}: ${license}`]
})
for (const line of wrong) console.error(`${line}. Replace the package, or allow the licence in scripts/check-licences.ts with its reason.`)
console.log(JSON.stringify({ packages: packages.length, notAllowed: wrong.length }))
process.exit(wrong.length === 0 ? 0 : 1)

/** SPDX expressions as npm writes them: all parts of an AND, one part of an OR. */
function isAllowed(expression: string): boolean {
  const plain = expression.replace(/[()]/g, '')
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => ALLOWED.has(licence.trim())))
}
