// npm run content:stamp [-- card-id lang]: writes the fingerprint of the Spanish into translations.
// Without arguments only where it is missing; a stale one is restamped only by name, after somebody has read it again.
import { readFile, writeFile } from 'node:fs/promises'
import { fingerprint, languagesOf, loadContentFiles } from '../services/content/index.ts'

const [onlyId, onlyLang] = process.argv.slice(2)
const { cards } = await loadContentFiles('content')
let stamped = 0
for (const { value, file } of cards.values()) {
  if (onlyId && value.id !== onlyId) continue
  let text = await readFile(file, 'utf8')
  const print = fingerprint(value.es)
  for (const lang of languagesOf(value)) {
    if (lang === 'es') continue
    const words = value[lang]
    if (!words) continue
    const old = 'from' in words ? words.from : undefined
    const byName = onlyId === value.id && (onlyLang === undefined || onlyLang === lang)
    if (old !== undefined && !(byName && old !== print)) continue
    text = old
      ? text.replace(new RegExp(`(^${lang}:[\\s\\S]*?^  from: )["']?${old}["']?`, 'm'), `$1"${print}"`)
      : text.replace(new RegExp(`^${lang}:[ \\t]*$`, 'm'), `${lang}:\n  from: "${print}"`)
    stamped++
  }
  await writeFile(file, text)
}
console.log(`${stamped} translations stamped`)
