import { beforeAll, describe, expect, test } from '@jest/globals'
import { saysCaseWord } from '../../bot/dialogs/case-words.ts'
import type { Ports } from '../../bot/index.ts'
import { loadMessages } from '../../services/content/index.ts'

let ports: Ports
beforeAll(async () => {
  ports = { text: (await loadMessages('content')).text } as Ports
})

/** What people say of their own case, as they say it; whether it is heard decides whether a permission can be taken back "by saying so". */
const SAID = {
  revoke: [
    'quitar permiso',
    'Ya no quiero que vean mis datos',
    'por favor ya no quiero que lean mis mensajes',
    'I take my permission back',
    "I don't want you to see my data",
    'mwen pa vle yo wè enfòmasyon m ankò',
    'mwen retire pèmisyon an',
    'je retire mon autorisation',
    'Je ne veux plus partager mes données',
    'não quero que vejam meus dados',
    'les quito el permiso a todos',
    'por favor quitar permiso',
    'quiero quitar todos mis permisos',
    'que nadie vea mis datos',
    'take my permission back from all',
    'withdraw all permissions',
    'retire tout pèmisyon yo',
    'je retire tous mes accords',
    'retirar todas as permissões',
  ],
  readers: [
    '¿Quién leyó mis datos?',
    'quien ha visto mi caso',
    'who read my data?',
    'who has seen my case',
    'kiyès ki li dosye m',
    'ki moun ki wè enfòmasyon m',
    'qui a lu mon dossier ?',
    'quem viu meus dados',
  ],
  complaint: [
    'queja',
    'quiero quejarme del servicio',
    'I want to make a complaint',
    'mwen gen yon plent',
    'je veux me plaindre de ce service',
    'quero fazer uma reclamação',
  ],
} as const

const NOT_SAID = [
  'quiero quejarme de la policia que me quito mis cosas',
  'me quitaron el permiso de trabajo',
  'me quieren quitar mi permiso de trabajo',
  'quiero cancelar mi permiso de residencia',
  'quitar permiso de conducir',
  'tengo miedo de que me quiten el permiso',
  'me van a quitar el permiso',
  'no quiero quitar mi permiso',
  'I do not want to cancel my permission',
  'não quero cancelar minha permissão',
  'how do I cancel my permission to work',
  'je veux retirer mon autorisation de travail',
  'mwen vle retire pèmisyon travay',
  'quero cancelar minha permissão de trabalho',
  'todos me quitaron el permiso',
  'necesito permiso para viajar con mi hijo',
  'quien me ayuda con mi caso de asilo',
  'mwen bezwen yon pèmi travay',
  'how do I file a complaint against my boss',
  'quiero poner una queja contra la policia',
  'I want to make a complaint against the police',
  'donde pongo una queja contra migracion',
]

describe.each(Object.entries(SAID))('%s', (word, phrases) => {
  test.each([...phrases])('%s', (said) => {
    expect(saysCaseWord(word as 'revoke', said, ports)).toBe(true)
  })
})

test.each(NOT_SAID)('"%s" is none of them', (said) => {
  expect((['revoke', 'readers', 'complaint'] as const).filter((word) => saysCaseWord(word, said, ports))).toEqual([])
})
