import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createClauseSplitter } from '../../bot/understanding/index.ts'
import { loadLanguageData } from '../../services/understanding/index.ts'
import { openTalkers, ROOT, type Talkers } from './support.ts'

let people: Talkers
beforeAll(async () => {
  people = await openTalkers()
}, 120_000)
afterAll(() => people.close())

const topicsTold = async (text: string) => (await people.newPerson().say(text)).answers.map(({ topic }) => topic)

describe('two needs in one message', () => {
  test.each([
    ['how do I get my honduran passport and also how do i enroll my kids in school there', ['passport', 'school-enrolment']],
    ['je cherche un travail en Haiti et aussi comment ouvrir un compte bancaire', ['job-search', 'banking']],
    // Read at once, the louder of the two drowns the other.
    ['soy de guatemala, no tengo dpi y ando buscando trabajo', ['id-card', 'job-search']],
    ['how do i open a bank account in mexico? does my mom qualify for the senior pension?', ['banking', 'social-programmes']],
    ['perdi meu dpi da guatemala e preciso de emprego', ['id-card', 'job-search']],
    ['m pa gen kat idantite epi m ap chache yon travay ann Ayiti', ['id-card', 'job-search']],
  ])('both are answered: %s', async (text, topics) => {
    expect((await topicsTold(text)).sort()).toEqual([...topics].sort())
  })

  test('the more urgent is told first, whatever is said first', async () => {
    expect(await topicsTold('me deportaron ayer a Honduras, no tengo identidad, y mi mamá está enferma')).toEqual([
      'health-care',
      'id-card',
    ])
  })

  test('two things of one need are one', async () => {
    expect(await topicsTold('soy de Guatemala, cómo saco el pasaporte de mi hijo y el de mi hija')).toEqual(['passport'])
  })
})

describe('the parts of a message', () => {
  const split = createClauseSplitter(loadLanguageData(ROOT))
  test.each([
    ['perdí mi acta y también quiero estudiar inglés', ['perdí mi acta', 'quiero estudiar inglés']],
    // Too short to say a need of its own.
    ['perdí mi acta y mi visa', []],
    ['mwen bezwen yon travay epi tou mwen bezwen yon kay', ['mwen bezwen yon travay', 'mwen bezwen yon kay']],
    // What is asked stays with its part, so that a short one is not lost.
    ['perdi meu dpi e preciso de emprego', ['perdi meu dpi', 'preciso de emprego']],
    ['cómo saco mi pasaporte', []],
  ])('%s', (text, parts) => {
    expect(split(text)).toEqual(parts)
  })
})
