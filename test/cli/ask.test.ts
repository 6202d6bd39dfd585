import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from '@jest/globals'

/** Runs a script with these lines on its standard input. */
async function run(args: string[], input: string): Promise<{ code: number | null; lines: Record<string, unknown>[]; text: string }> {
  const child = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  child.stdin.end(input)
  await once(child, 'close')
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { code: child.exitCode, lines, text }
}

test('a batch: one line out for each line in, in order; a bad line gets its error and the rest goes on', async () => {
  const input = [
    { id: 'a', text: 'perdi mi acta de nacimiento, soy de Puebla', channel: 'sms' },
    {
      id: 'b',
      text: 'y cuanto cuesta',
      channel: 'whatsapp',
      context: [
        { from: 'user', text: 'donde saco el dpi en guatemala' },
        { from: 'assistant', text: 'En el RENAP.' },
      ],
    },
    { id: 'c', text: 'hoy me quito la vida', channel: 'web' },
  ].map((line) => JSON.stringify(line))
  const { code, lines } = await run(
    ['scripts/ask.ts', '--jsonl'],
    [input[0], '{broken', '{"id":"x","text":5}', input[1], input[2]].join('\n'),
  )
  expect(code).toBe(0)
  expect(lines.map((line) => line.id ?? (line.error as { code: string }).code)).toEqual(['a', 'P1001', 'x', 'b', 'c'])
  expect(lines[2]?.error).toMatchObject({ code: 'P1002', message: expect.stringContaining('text') })
  const [first, , , followUp, crisis] = lines
  expect(first).toMatchObject({
    route: 'answer',
    lang: 'es',
    country: 'mx',
    topics: expect.arrayContaining(['birth-certificate']),
    profile: [],
  })
  expect(Object.keys(first ?? {})).toEqual(['id', 'route', 'lang', 'country', 'phase', 'profile', 'topics', 'answers', 'replies', 'ms'])
  expect(first?.replies).toEqual([{ text: expect.stringContaining('gob.mx'), segments: expect.any(Number), encoding: 'GSM-7' }])
  expect(followUp).toMatchObject({ country: 'gt', topics: expect.arrayContaining(['id-card']) })
  expect(crisis).toMatchObject({ route: 'crisis' })
}, 120_000)

test('a command line that is not understood says how, with code 2', async () => {
  const child = spawn(process.execPath, ['--no-warnings', 'scripts/ask.ts'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  await once(child, 'close')
  expect(child.exitCode).toBe(2)
  expect(said).toContain('P2009')
})
