import { crisisReply, PLACES } from '../../bot/safety/index.ts'
import { CRISIS_KINDS, type CrisisKind, LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import { countSegments, fitSegments } from '../channels/index.ts'
import type { SafetyFiles } from './read-safety.ts'

const PLACE_NAMES: Readonly<Record<string, string>> = {
  mx: 'México',
  gt: 'Guatemala',
  sv: 'El Salvador',
  hn: 'Honduras',
  do: 'República Dominicana',
  ht: 'Haití',
  ni: 'Nicaragua',
  cr: 'Costa Rica',
  pa: 'Panamá',
  us: 'Estados Unidos',
  ca: 'Canadá',
  es: 'España',
  unknown: 'Lugar desconocido',
}
const LANGUAGE_NAMES: Readonly<Record<Lang, string>> = {
  es: 'Español',
  en: 'English',
  ht: 'Kreyòl ayisyen',
  fr: 'Français',
  pt: 'Português',
}
const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;color:#1c2430}h2{margin-top:3rem;border-bottom:2px solid #1c2430}
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #c5ccd6;padding:.5rem;vertical-align:top;text-align:left}th:first-child,td:first-child{width:9rem}
small{color:#5a6675;display:block;margin-top:.4rem}b{background:#fff2b8}.draft{color:#a02c00}nav a{margin-right:1rem}@media print{h2{break-before:page}nav{display:none}}`

/** The book of crisis texts: an HTML page without scripts, for psychologists and lawyers to read, correct and sign. */
export function safetyBook(files: SafetyFiles): string {
  const places = [...PLACES, 'unknown' as const]
  const rows = LANGUAGES.map((lang) => {
    const review = files.texts.review[lang]
    const sign =
      review === 'draft'
        ? '<p class="draft">Borrador: falta la revisión (nombre y fecha en content/safety/crisis-texts.yaml).</p>'
        : `<p>Revisado por ${html(review.by)}, ${html(review.on)}.</p>`
    const tables = places.map(
      (place) => `<h3>${PLACE_NAMES[place]}</h3><table>${CRISIS_KINDS.map((kind) => row(kind, place, lang, files)).join('')}</table>`,
    )
    return `<h2 id="${lang}" lang="${lang}">${LANGUAGE_NAMES[lang]}</h2>${sign}${tables.join('')}`
  })
  const numbers =
    files.lines.review === 'draft'
      ? '<p class="draft">Números: falta la revisión (content/safety/lines.yaml).</p>'
      : `<p>Números revisados por ${html(files.lines.review.by)}, ${html(files.lines.review.on)}.</p>`
  const conduct = Object.entries(files.conduct.sentences).map(
    ([key, words]) => `<tr><td>${key}</td><td>${LANGUAGES.map((lang) => `<p lang="${lang}">${html(words[lang])}</p>`).join('')}</td></tr>`,
  )
  return `<!doctype html><html lang="es"><meta charset="utf-8"><title>Textos para personas en peligro</title><style>${STYLE}</style>
<h1>Textos para personas en peligro</h1><p>Se envían tal cual cuando una persona escribe que ella u otra está en peligro. El número marcado es el primero que se lee.</p>${numbers}
<nav>${LANGUAGES.map((lang) => `<a href="#${lang}">${LANGUAGE_NAMES[lang]}</a>`).join('')}<a href="#conduct">Conducta</a></nav>
${rows.join('')}<h2 id="conduct">Frases de conducta y de discreción</h2><table>${conduct.join('')}</table></html>\n`
}

function row(kind: CrisisKind, place: string, lang: Lang, files: SafetyFiles): string {
  const { text, numbers } = crisisReply(kind, place, lang, files)
  const { segments } = fitSegments(text)
  const [first = ''] = numbers
  const shown = first === '' ? html(text) : html(text).replace(html(first), (number) => `<b>${number}</b>`)
  return `<tr><td>${kind}</td><td lang="${lang}">${shown}<small>${countSegments(text).text.length} caracteres, ${segments} SMS</small></td></tr>`
}

function html(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)
}
