import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { whisperServer } from '../../services/speech/index.ts'
import { segment, startWhisper, verbose, type WhisperStandIn } from '../support/whisper-stand-in.ts'

const NOTE = { bytes: Buffer.from('OggS-not-really'), contentType: 'audio/ogg' }

let whisper: WhisperStandIn
beforeEach(async () => {
  whisper = await startWhisper()
})
afterEach(() => whisper.stop())

describe("whisper.cpp's server", () => {
  test('is asked for segments with probabilities, in the language of the conversation or in any', async () => {
    whisper.answer = verbose(segment(' Perdí mi acta.', 0.9))
    await whisperServer(whisper.url).transcribe(NOTE, 'ht')
    await whisperServer(`${whisper.url}/`).transcribe(NOTE, undefined)
    const fields = { file: 'note.ogg audio/ogg 15', response_format: 'verbose_json', temperature: '0.0' }
    expect(whisper.asked).toEqual([
      { ...fields, language: 'ht' },
      { ...fields, language: 'auto' },
    ])
  })

  test('words of all segments; confidence by how much was said how surely', async () => {
    whisper.answer = verbose(segment(' Perdí mi acta', 0.9), segment(' de nacimiento.', 0.5))
    const { text, confidence } = await whisperServer(whisper.url).transcribe(NOTE, 'es')
    expect(text).toBe('Perdí mi acta de nacimiento.')
    expect(confidence).toBeGreaterThan(0.68)
    expect(confidence).toBeLessThan(0.72)
  })

  test.each([
    ['nothing was said', verbose()],
    ['silence that was given words', verbose(segment(' Gracias por ver el video.', 0.9, 0.95))],
    ['only sounds', verbose(segment(' [Música]', 0.9), segment(' (risas) ♪', 0.9))],
  ])('%s: no words', async (_what, answer) => {
    whisper.answer = answer
    expect(await whisperServer(whisper.url).transcribe(NOTE, 'es')).toEqual({ text: '', confidence: 0 })
  })

  test('without probabilities nothing is sure', async () => {
    whisper.answer = { text: ' Perdí mi acta' }
    expect(await whisperServer(whisper.url).transcribe(NOTE, 'es')).toEqual({ text: 'Perdí mi acta', confidence: 0 })
    whisper.answer = verbose({ ...segment(' Perdí mi acta', 1), avg_logprob: null as never })
    expect((await whisperServer(whisper.url).transcribe(NOTE, 'es')).confidence).toBe(0)
  })

  test('an error, another answer, no server: a failure by code or kind, never words', async () => {
    whisper.status = 500
    await expect(whisperServer(whisper.url).transcribe(NOTE, 'es')).rejects.toMatchObject({ code: 'P3004' })
    whisper.status = 200
    whisper.answer = { hello: 1 }
    await expect(whisperServer(whisper.url).transcribe(NOTE, 'es')).rejects.toThrow()
    await whisper.stop()
    await expect(whisperServer(whisper.url).transcribe(NOTE, 'es')).rejects.toThrow()
    whisper = await startWhisper()
  })
})
