import type { IndicatorMonth } from './read.ts'
import { INDICATOR_TEXTS, REPORT_WORDS } from './texts.ts'

interface ReportInput {
  readonly indicators: IndicatorMonth
  readonly office: string
  readonly lang: 'es' | 'en'
  readonly today: string
  /** A value as it is read: a topic, an office, a step of days. */
  valueName(id: string, value: string): string
  countryName(country: string): string
}

/** The printed report: one document without scripts or outside parts. */
export function indicatorsHtml({ indicators, office, lang, today, valueName, countryName }: ReportInput): string {
  const t = REPORT_WORDS[lang]
  const sections = indicators.indicators.map(({ id, rows, shares }) => {
    const told = rows.filter(({ people }) => people !== null)
    const x = INDICATOR_TEXTS[lang][id]
    const percent = shares
      .map(({ value, percent }) => `${value === '' ? '' : `${escaped(valueName(id, value))}: `}${t.share} ${percent}%`)
      .join(' · ')
    const lines = told
      .map(
        ({ country, value, people }) =>
          `<tr><th>${escaped(valueName(id, value))}</th><td>${country === '' ? t.all : escaped(countryName(country))}</td><td class="n">${people}+</td></tr>`,
      )
      .join('')
    return `<section><h2>${escaped(x.name)}${percent ? ` <b>${percent}</b>` : ''}</h2>${lines ? `<table>${lines}</table>` : `<p class="about">${t.few}</p>`}
<p class="about">${t.formula}: ${escaped(x.formula)} ${t.source}: ${escaped(x.source)} ${t.limits}: ${escaped(x.limits)}</p></section>`
  })
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${t.title} ${indicators.month}</title><style>${STYLE}</style></head><body>
<header><h1>${t.title} ${indicators.month}</h1><p><b>${escaped(office)}</b></p><p class="about">${t.about}</p></header>
${indicators.isOver ? sections.join('') : `<p>${t.notOver}</p>`}<footer>Puente · ${t.made} ${today}</footer></body></html>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

const STYLE = `@page{margin:16mm 15mm}body{font:10pt/1.4 system-ui,'Segoe UI',Helvetica,Arial,sans-serif;color:#1c1b19;margin:0}
h1{font-size:19pt;margin:0}h2{font-size:11.5pt;margin:5mm 0 1mm}header{border-bottom:2px solid #0b5a6f;padding-bottom:3mm}p{margin:1mm 0}
.about{color:#5a5750;font-size:8.5pt}section{break-inside:avoid}table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:normal;width:80mm}
th,td{padding:.5mm 2mm .5mm 0;border-bottom:1px solid #d5d1c7}.n{text-align:right;width:16mm}footer{margin-top:8mm;color:#5a5750;font-size:9pt}`
