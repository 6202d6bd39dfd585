import type { MonthFigures } from './month.ts'
import { REPORT_TEXTS, type ReportLanguage } from './report-texts.ts'
import type { Told } from './suppress.ts'

interface ReportInput {
  readonly figures: MonthFigures
  readonly office: string
  readonly lang: ReportLanguage
  /** The day that it is made on. */
  readonly today: string
  /** A topic as people are told it. */
  topicName(topic: string): string
}

const FIELDS = ['conversations_month', 'questions', 'unanswered', 'handoffs', 'useful', 'not_useful'] as const
const LANGUAGE_NAMES: Readonly<Record<string, string>> = { es: 'español', en: 'English', ht: 'kreyòl', fr: 'français', pt: 'português' }
const CHART = { width: 720, height: 110 }

/** The printed report of a month: one document without scripts or outside parts, for two pages of paper. */
export function reportHtml({ figures, office, lang, today, topicName }: ReportInput): string {
  const t = REPORT_TEXTS[lang]
  const isEmpty = Object.values(figures.totals).every((count) => count === null)
  const phase = (value: string) => t.phases[value as keyof typeof t.phases] ?? value
  const body = isEmpty
    ? `<p class="empty">${t.empty}</p>`
    : [
        `<ul class="tiles">${FIELDS.map((field) => `<li><b>${shown(figures.totals[field])}</b>${t.fields[field]}</li>`).join('')}</ul>`,
        section(t.days, dayChart(figures)),
        section(t.weeks, weeks(figures, t)),
        section(
          t.topic,
          bars(
            figures.by.topic.map(({ value, counts }) => [topicName(value), counts.questions]),
            t.few,
          ),
        ),
        section(
          t.unanswered,
          bars(
            figures.by.topic
              .filter(({ counts }) => counts.unanswered !== null)
              .toSorted((a, b) => (b.counts.unanswered ?? 0) - (a.counts.unanswered ?? 0))
              .map(({ value, counts }) => [topicName(value), counts.unanswered]),
            t.few,
          ),
        ),
        section(
          t.phase,
          bars(
            figures.by.phase.map(({ value, counts }) => [phase(value), counts.questions]),
            t.few,
          ),
        ),
        section(
          t.lang,
          bars(
            figures.by.lang.map(({ value, counts }) => [LANGUAGE_NAMES[value] ?? value, counts.questions]),
            t.few,
          ),
        ),
        section(
          t.channel,
          bars(
            figures.by.channel.map(({ value, counts }) => [value, counts.questions]),
            t.few,
          ),
        ),
        section(
          t.waits,
          bars(
            figures.waits.map(({ upToMinutes, people }) => [upToMinutes === null ? t.longer : `${t.upTo} ${time(upToMinutes)}`, people]),
            t.few,
          ),
        ),
        section(
          t.promise,
          bars(
            [
              [t.inTime, figures.promise.inTime],
              [t.late, figures.promise.late],
            ],
            t.few,
          ),
        ),
      ].join('')
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${t.title} ${figures.month}</title><style>${STYLE}</style></head><body>
<header><h1>${t.title} ${figures.month}</h1><p><b>${escaped(office)}</b> · ${t.until} ${figures.until}</p><p class="about">${t.about}</p></header>
${body}<footer>Puente · ${t.made} ${today}</footer></body></html>`
}

const shown = (count: Told): string => (count === null ? '&lt;5' : `${count}+`)
const time = (minutes: number): string => (minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${minutes / 60} h` : `${minutes / 1440} d`)
const section = (title: string, content: string): string => `<section><h2>${title}</h2>${content}</section>`

function bars(rows: readonly (readonly [label: string, count: Told])[], few: string): string {
  if (rows.length === 0) return `<p class="about">${few}</p>`
  const most = Math.max(1, ...rows.map(([, count]) => count ?? 0))
  const row = ([label, count]: readonly [string, Told]) =>
    `<tr><th>${escaped(label)}</th><td><i style="width:${Math.round((100 * (count ?? 0)) / most)}%"></i></td><td class="n">${shown(count)}</td></tr>`
  return `<table class="bars">${rows.map(row).join('')}</table>`
}

function dayChart({ days }: MonthFigures): string {
  const { width, height } = CHART
  const most = Math.max(1, ...days.map(({ counts }) => counts.questions ?? 0))
  const step = width / Math.max(1, days.length)
  const bar = (count: Told, i: number, day: string) => {
    const tall = count === null ? 2 : Math.max(3, Math.round((height * count) / most))
    const label = i === 0 || (i + 1) % 5 === 0 ? `<text x="${i * step + step / 2}" y="${height + 13}">${Number(day.slice(-2))}</text>` : ''
    return `<rect x="${i * step + 2}" y="${height - tall}" width="${step - 4}" height="${tall}" class="${count === null ? 'few' : 'some'}"/>${label}`
  }
  return `<svg viewBox="0 0 ${width} ${height + 18}">${days.map(({ value, counts }, i) => bar(counts.questions, i, value)).join('')}</svg>`
}

function weeks(figures: MonthFigures, t: (typeof REPORT_TEXTS)[ReportLanguage]): string {
  const fields = ['questions', 'unanswered', 'handoffs'] as const
  const rows = figures.weeks.map(
    ({ value, counts }) =>
      `<tr><th>${value.replace('/', ' – ')}</th>${fields.map((field) => `<td>${shown(counts[field])}</td>`).join('')}</tr>`,
  )
  return `<table class="weeks"><tr><th></th>${fields.map((field) => `<th>${t.fields[field]}</th>`).join('')}</tr>${rows.join('')}</table>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

const STYLE = `@page{margin:16mm 15mm}*{box-sizing:border-box}body{font:10.5pt/1.4 system-ui,'Segoe UI',Helvetica,Arial,sans-serif;color:#1c1b19;margin:0}
h1{font-size:19pt;margin:0}h2{font-size:11.5pt;margin:5mm 0 1.5mm}header{border-bottom:2px solid #0b5a6f;padding-bottom:3mm}p{margin:1mm 0}
.about{color:#5a5750;font-size:9pt}.tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:3mm;list-style:none;padding:0;margin:4mm 0}
.tiles li{border:1px solid #d5d1c7;border-radius:2mm;padding:2.5mm 3mm;color:#5a5750;font-size:9pt}.tiles b{display:block;font-size:18pt;color:#1c1b19}
section{break-inside:avoid}table{border-collapse:collapse}.bars{width:100%}.bars th{width:62mm;text-align:left;font-weight:normal;padding:.5mm 2mm .5mm 0}
.bars i{display:block;height:3.2mm;background:#0b5a6f;border-radius:.5mm}.n{width:16mm;text-align:right}.weeks th,.weeks td{text-align:left;padding:.8mm 6mm .8mm 0;border-bottom:1px solid #d5d1c7;font-weight:normal}
svg{width:100%;font-size:10px}.some{fill:#0b5a6f}.few{fill:#d5d1c7}svg text{fill:#5a5750;text-anchor:middle}.empty{margin:12mm 0;font-size:12pt}footer{margin-top:8mm;color:#5a5750;font-size:9pt}`
