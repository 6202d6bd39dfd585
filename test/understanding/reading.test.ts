import { beforeAll, describe, expect, test } from '@jest/globals'
import { createNormaliser, createPlaceCheck } from '../../bot/understanding/index.ts'
import { redact } from '../../services/privacy/redact.ts'
import { loadLanguageData } from '../../services/understanding/index.ts'
import { openWordReader, ROOT } from './support.ts'

let read: Awaited<ReturnType<typeof openWordReader>>
beforeAll(async () => {
  read = await openWordReader()
})

describe('phone spelling', () => {
  const normalise = createNormaliser(loadLanguageData(ROOT).spelling)
  test.each([
    ['q ago pa sacar mi DPI', 'es', /^que /],
    ['AYUUUUDAAAA', 'es', /^ayuda$/],
    ['stoy bn', 'es', /bien$/],
    ["don't know", 'en', /^do not know$/],
    ['r u there bc idk', 'en', /because/],
    ["j'ai besoin", 'fr', /ai besoin$/],
    ['mwen bzwen èd', 'ht', /bezwen/],
    ['to c fome', 'pt', /^estou com fome$/],
  ] as const)('%s', (text, lang, expected) => {
    expect(normalise(text, lang)).toMatch(expected)
  })

  test('only letters and digits stay, whatever is written', () => {
    expect(normalise('¡¡HOLA!! 🙏 ¿dónde?', 'es')).toBe('hola donde')
    expect(normalise('   ', 'es')).toBe('')
  })
})

test.each([
  ['acabo de llegar en el vuelo de deportados', 'arrival'],
  ['m fek rive', 'arrival'],
  ['ICE picked up my husband, he is detained', 'before'],
  ['pienso regresar el otro mes', 'before'],
  ['voy en camino en el bus de deportados', 'travel'],
  ['me deportaron hace dos años', 'after'],
])('the phase is told: %s', (text, phase) => {
  expect(read(text).phase).toBe(phase)
})

test('a phase that nothing is said about is the remembered one', () => {
  expect(read('gracias', { phase: 'after' }).phase).toBe('after')
})

test('a profile is known only when the person says it, and stays', () => {
  expect(read('busco trabajo').profiles).toEqual([])
  const [said] = read('tengo 16 años y viajo solo, soy menor de edad').profiles
  expect(said).toBeDefined()
  expect(read('busco trabajo', { profiles: [said as string] }).profiles).toEqual([said])
})

test('what is kept of an unanswered question holds no number, address or name', () => {
  const kept = redact('soy Juan Pérez, mi numero es +502 5555 1234 y mi correo juan@example.org, DPI 1234567890101')
  for (const secret of ['Juan', 'Pérez', '5555', 'juan@example.org', '1234567890101']) expect(kept).not.toContain(secret)
})

test('the place that a question is about stays in it; a person called like a place does not', () => {
  const placeOf = createPlaceCheck(loadLanguageData(ROOT))
  const kept = redact('Hola, soy hondureño y estoy en San Pedro Sula con mi hijo David, nacido en Tapachula', placeOf)
  expect(kept).toBe('Hola, soy hondureño y estoy en San Pedro Sula con mi hijo [Name], nacido en Tapachula')
  expect(redact('me llamo juan perez y soy hondureño', placeOf)).toBe('me llamo [name] y soy hondureño')
  expect(redact('me llamo Santiago, soy Santiago Pérez de Guatemala', placeOf)).toBe('me llamo [name], soy [name] de Guatemala')
})
