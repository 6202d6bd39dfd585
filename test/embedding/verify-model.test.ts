import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { verifyModel } from '../../services/embedding/index.ts'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'puente-model-'))
  await writeFile(join(dir, 'config.json'), '{}')
  await writeFile(join(dir, 'weights.onnx'), 'weights')
  await writeFile(join(dir, 'SHA256SUMS'), `${sha('{}')}  config.json\n${sha('weights')}  weights.onnx\n`)
})
afterEach(() => rm(dir, { recursive: true }))

describe('model files against SHA256SUMS', () => {
  test('whole: a name for the model, the same each time', async () => {
    const name = await verifyModel(dir)
    expect(name).toMatch(/^[0-9a-f]{16}$/)
    expect(await verifyModel(dir)).toBe(name)
  })

  test('altered: the file, what was expected, what was found', async () => {
    await writeFile(join(dir, 'weights.onnx'), 'weightz')
    const failed = verifyModel(dir)
    await expect(failed).rejects.toMatchObject({ code: 'P2002' })
    await expect(failed).rejects.toThrow(new RegExp(`weights\\.onnx: expected ${sha('weights')}, found ${sha('weightz')}`))
  })

  test('missing: the file and what was expected', async () => {
    await rm(join(dir, 'config.json'))
    await expect(verifyModel(dir)).rejects.toThrow(new RegExp(`config\\.json: expected ${sha('{}')}, found no file`))
  })

  test('no list of sums: that file is named', async () => {
    await rm(join(dir, 'SHA256SUMS'))
    await expect(verifyModel(dir)).rejects.toMatchObject({ code: 'P2002', detail: expect.stringContaining('SHA256SUMS is missing') })
  })

  test('the vendored model is whole', async () => {
    await expect(verifyModel('models/multilingual-e5-small-puente')).resolves.toHaveLength(16)
  })
})
