/** A small generator of pseudo-random numbers (mulberry32): the same seed brings the same requests. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export type Random = () => number

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T
}

const STRINGS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '😀'.repeat(40),
  'ٱلسَّلَامُ عَلَيْكُمْ \u202e',
  'Z̷̖͑a̵l̸g̶o̴',
  "' or 1=1; drop table message; --",
  '<script>alert(1)</script>',
  '{{7*7}} #{7*7} $(id) `id`',
  '../../../../etc/passwd',
  '%00%2e%2e%2f',
  'http://169.254.169.254/latest/meta-data',
  '__proto__',
  'constructor',
  'NaN',
  '-0',
  '1e999',
  '9007199254740993',
  'true',
  'null',
  'a'.repeat(300),
  'ا'.repeat(5000),
  '00000000-0000-0000-0000-000000000000',
  '2026-13-45T99:99:99Z',
  '+15005550006',
  'whatsapp:+13465550123',
  'x@x.org',
  '\r\nSet-Cookie: a=b',
  '\u2028\u2029\ufeff',
  'quiero matarme',
  'ALTO',
  'perdi mi acta',
]

export function anyString(random: Random): string {
  if (random() < 0.2)
    return String.fromCodePoint(...Array.from({ length: 1 + Math.floor(random() * 20) }, () => Math.floor(random() * 0xffff)))
  return pick(random, STRINGS)
}

/** Any JSON value, of wrong types more often than not. */
export function anyValue(random: Random, depth = 0): unknown {
  const dice = random()
  if (dice < 0.45 || depth > 3) return anyString(random)
  if (dice < 0.55) return pick(random, [0, -1, 1.5, 1e308, -1e308, 2 ** 53, Number.MIN_VALUE])
  if (dice < 0.65) return pick(random, [null, true, false])
  if (dice < 0.8) return Array.from({ length: Math.floor(random() * 4) }, () => anyValue(random, depth + 1))
  return Object.fromEntries(Array.from({ length: Math.floor(random() * 4) }, () => [anyString(random), anyValue(random, depth + 1)]))
}

/** Brackets far deeper than any body has. */
function deep(): string {
  return `${'['.repeat(2000)}${']'.repeat(2000)}`
}

/** A body of JSON: fields that are asked for with any values, or broken in one of the ways in which bodies break. */
export function anyJson(random: Random, fields: readonly string[]): string {
  const dice = random()
  const body = Object.fromEntries(fields.filter(() => random() < 0.85).map((field) => [field, anyValue(random)]))
  if (dice < 0.6) return JSON.stringify(body)
  if (dice < 0.7) return JSON.stringify({ ...body, [anyString(random)]: anyValue(random) })
  if (dice < 0.78) return JSON.stringify(anyValue(random))
  if (dice < 0.84) return JSON.stringify(body).slice(0, -1 - Math.floor(random() * 5))
  if (dice < 0.88) return `{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}},"${fields[0] ?? 'a'}":"x"}`
  if (dice < 0.9) return deep()
  if (dice < 0.905) return JSON.stringify({ ...body, text: 'x'.repeat(70_000) })
  return anyString(random)
}

/** A form as webhooks bring it. */
export function anyForm(random: Random, fields: Readonly<Record<string, string>>): Record<string, string> {
  const form = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, random() < 0.15 ? anyString(random) : value]))
  if (random() < 0.2) form[anyString(random)] = anyString(random)
  if (random() < 0.15) delete form[pick(random, Object.keys(form))]
  if (random() < 0.005) form.Body = 'x'.repeat(70_000)
  return form
}
