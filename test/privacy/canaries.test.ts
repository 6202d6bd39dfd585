import { expect, test } from '@jest/globals'
import { openCanaries } from '../support/canaries.ts'
import { startTestApp } from '../support/test-app.ts'
import { webVisitor } from '../support/web-visitor.ts'

// The sum of the whole run counts hits: what is found on purpose here must not be in it.
const apart = async (work: () => Promise<void>) => {
  const folder = process.env.TEST_LOG_SUM
  process.env.TEST_LOG_SUM = ''
  await work().finally(() => {
    process.env.TEST_LOG_SUM = folder
  })
}

test('words and numbers are found in a log however they stand there; what is short or foreign is not', () =>
  apart(async () => {
    const canaries = openCanaries()
    canaries.words('le dije "no puedo volver"')
    canaries.words('SI')
    canaries.address('whatsapp:+13465550123')
    expect(() => canaries.search('{"event":"turn","result":"SI"}\n')).not.toThrow()
    expect(() => canaries.search(`${JSON.stringify({ detail: 'le dije "no puedo volver"' })}\n`)).toThrow('no puedo volver')
    expect(() => canaries.search('{"to":"13465550123"}\n')).toThrow('13465550123')
  }))

test.each([
  ['of a phone', 'perdí mi acta de nacimiento azulejo'],
  ['of the web', 'soy de Puebla y busco trabajo petirrojo'],
])('a service that logs words %s fails the test that ran it', (_what, words) =>
  apart(async () => {
    const t = await startTestApp()
    if (words.includes('azulejo')) {
      await t.provider.deliver({ channel: 'sms', phone: '+13465550881', text: words })
      await t.replies('+13465550881', 1)
    } else await webVisitor(t.app.url).say(words)
    t.logger.info({ event: 'careless', detail: `heard: ${words}` })
    await expect(t.stop()).rejects.toThrow(words)
  }),
)
