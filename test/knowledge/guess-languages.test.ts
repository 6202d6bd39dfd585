import { beforeAll, describe, expect, test } from '@jest/globals'
import { type Detect, guessLanguages } from '../../services/knowledge/guess-languages.ts'
import { loadLanguageDetector } from '../../services/understanding/index.ts'

let detect: Detect
beforeAll(async () => {
  detect = await loadLanguageDetector()
})

describe('languages of a lot of texts', () => {
  test('each of five is known by a sentence', () => {
    const texts = [
      'Perdí mi acta de nacimiento y no sé dónde pedirla',
      'Where do I get a copy of my birth certificate?',
      'Mwen pèdi batistè mwen, kote pou m ale?',
      "J'ai perdu mon acte de naissance, où aller ?",
      'Perdi minha certidão de nascimento, onde posso pedir?',
    ]
    expect(guessLanguages(texts, detect)).toEqual(['es', 'en', 'ht', 'fr', 'pt'])
  })

  test('a few words go with the rest: "Cartão perdido" among Portuguese questions is Portuguese', () => {
    const lot = Array.from({ length: 20 }, (_, i) => `Como faço para renovar o meu documento número ${i}, por favor?`)
    expect(guessLanguages([...lot, 'documento perdido', '2019'], detect).slice(-2)).toEqual(['pt', 'pt'])
  })

  test('Creole that the detector takes for another language is known by its small words', () => {
    expect(guessLanguages(['m ap chache yon travay nan peyi a pou m ka viv'], () => [{ lang: 'fr', p: 0.4 }])).toEqual(['ht'])
  })

  test('nothing in, nothing out; an empty text gets some language', () => {
    expect(guessLanguages([], detect)).toEqual([])
    expect(guessLanguages([''], detect)).toHaveLength(1)
  })
})
