import { describe, expect, test } from '@jest/globals'
import type { CommandKind } from '../../bot/safety/index.ts'
import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import { examples, safetyOfContent } from './support.ts'

const { safety } = await safetyOfContent()
const nothing = { hasPending: false, lang: undefined }

type Table = Readonly<Record<Exclude<CommandKind, 'number' | 'language'>, readonly string[]>>
const VARIANTS: Readonly<Record<Lang, Table>> = {
  es: {
    stop: ['quiero darme de baja', 'ya no me manden mensajes', 'ALTO'],
    start: ['alta', 'quiero recibir los avisos otra vez', 'comenzar de nuevo'],
    help: ['ayuda', 'AYUDAAA', 'cómo funciona esto'],
    more: ['más', 'sigue sigue', 'ver más información'],
    menu: ['menu principal', 'qué opciones hay', 'Menú'],
    erase: ['borren mis datos', 'Elimine toda mi información por favor', 'olviden mi numero'],
    'my-data': ['mis datos', 'qué saben de mí', 'quiero una copia de mis datos'],
    person: ['persona', 'quiero hablar con una persona', 'un humano por favor'],
    'call-me': ['LLAMAME', 'llámenme por favor', 'me pueden llamar', 'quiero que me llamen'],
    discreet: ['discreto', 'modo discreto', 'DISCRETA'],
    back: ['atrás', 'pantalla anterior', 'regresar'],
    yes: ['sí', 'claro que si', 'simón'],
    no: ['no', 'no gracias', 'nel'],
    revoke: ['retiro mi permiso', 'ya no quiero una persona', 'cancelar mi pedido'],
    'case-status': ['mi caso', 'cómo va mi caso', 'estado de mi pedido'],
  },
  en: {
    stop: ['STOP', 'stop texting me', "don't send me any more messages"],
    start: ['start', 'opt back in', 'resume'],
    help: ['help', 'HELP!!', 'how does this work'],
    more: ['more', 'next page', 'show me more'],
    menu: ['menu', 'main menu please', 'show me the options'],
    erase: ['delete my data', 'erase everything you have on me', 'forget my number'],
    'my-data': ['my data', 'what do you know about me', 'send me a copy of my data'],
    person: ['person', 'can i talk to a real person', 'agent'],
    'call-me': ['CALL ME', 'please call me back', 'can you call me', 'i need you to call me'],
    discreet: ['discreet', 'discreet mode', 'private mode'],
    back: ['back', 'go back', 'previous page'],
    yes: ['YES', 'ok', 'yeah sure'],
    no: ['no', 'nope', 'no thanks'],
    revoke: ['i revoke my consent', 'withdraw my consent', 'cancel my request'],
    'case-status': ['my case', "how's my case going", 'status of my request'],
  },
  ht: {
    stop: ['kanpe', 'mwen pa vle resevwa mesaj ankò', 'sispann voye mesaj ban mwen'],
    start: ['kòmanse', 'rekòmanse', 'mete m ladan l ankò'],
    help: ['èd', 'ede m', 'edem tanpri'],
    more: ['plis', 'kontinye', 'apre sa'],
    menu: ['meni', 'meni an', 'montre m chwa yo'],
    erase: ['efase done m yo', 'siprime tout enfomasyon mwen', 'bliye nimewo m'],
    'my-data': ['done m yo', 'voye done m yo ban mwen', 'kisa nou konnen sou mwen'],
    person: ['moun', 'm vle pale ak yon moun', 'ban m yon moun'],
    'call-me': ['RELE M', 'rele mwen', 'nou ka rele m', 'm vle nou rele m'],
    discreet: ['diskrè', 'mòd diskrè', 'rete diskrè'],
    back: ['retounen', 'tounen dèyè', 'paj anvan'],
    yes: ['wi', 'dakò', 'm dakò'],
    no: ['non', 'non mesi', 'm pa dakò'],
    revoke: ['m retire pèmisyon m', 'anile demann mwen', 'retire konsantman m'],
    'case-status': ['dosye m', 'kote dosye m ye', 'nouvèl dosye m'],
  },
  fr: {
    stop: ['arrêter', "ne m'envoyez plus de messages", 'désabonnez-moi'],
    start: ['démarrer', 'recommencer', "m'inscrire à nouveau"],
    help: ['aide', 'aidez-moi', 'comment ça marche'],
    more: ['plus', 'la suite', 'page suivante'],
    menu: ['menu', 'afficher le menu', 'les options'],
    erase: ['supprimez mes données', 'effacez mon numéro', 'effacer tout'],
    'my-data': ['mes données', 'exporter mes données', 'que savez-vous de moi'],
    person: ['une personne', "je veux parler à quelqu'un", 'un conseiller svp'],
    'call-me': ['RAPPELEZ-MOI', 'appelez-moi', 'pouvez-vous m’appeler', 'je voudrais que vous m’appeliez'],
    discreet: ['discret', 'mode discret', 'soyez discret'],
    back: ['retour', 'page précédente', 'revenir en arrière'],
    yes: ['oui', "d'accord", 'ok merci'],
    no: ['non', 'non merci', 'pas maintenant'],
    revoke: ['je retire mon accord', 'annuler ma demande', 'retirer mon consentement'],
    'case-status': ['mon dossier', 'où en est mon dossier', 'ma demande'],
  },
  pt: {
    stop: ['pare', 'não quero mais receber mensagem', 'sair da lista'],
    start: ['começar', 'recomeçar', 'quero receber de novo'],
    help: ['ajuda', 'me ajuda', 'como funciona isso'],
    more: ['mais', 'próximo', 'continua'],
    menu: ['menu', 'mostra o menu', 'opções'],
    erase: ['apaga meus dados', 'exclui tudo que mandei', 'apaguem meus dados por favor'],
    'my-data': ['meus dados', 'baixar meus dados', 'o que vocês sabem de mim'],
    person: ['pessoa', 'quero falar com uma pessoa', 'atendente'],
    'call-me': ['ME LIGA', 'podem me ligar', 'quero que me liguem'],
    discreet: ['discreto', 'modo discreto', 'seja discreto'],
    back: ['voltar', 'página anterior', 'volta'],
    yes: ['sim', 'claro', 'pode ser'],
    no: ['não', 'não obrigado', 'agora não'],
    revoke: ['retiro minha permissão', 'cancelar meu pedido', 'revogo meu consentimento'],
    'case-status': ['meu caso', 'andamento do meu pedido', 'status do caso'],
  },
}

describe.each(LANGUAGES)('in %s', (lang) => {
  const rows = Object.entries(VARIANTS[lang]).flatMap(([command, words]) => words.map((word) => [word, command] as const))
  test.each(rows)('"%s" is %s', (word, command) => {
    expect(safety.matchCommand(word, { hasPending: false, lang })).toMatchObject({ command, word })
  })
})

test.each([
  ['no pares de buscar a mi hijo'],
  ['stop and frisk me quitó el pasaporte'],
  ['ayuda con mi acta'],
  ['más información del acta'],
  ['alto riesgo de deslave en mi colonia'],
  ['baja visión, hay ayuda?'],
  ['menú de comida del albergue'],
  ['borraron mis datos del padrón'],
  ['persona con discapacidad, qué apoyo hay'],
  ['no tengo papeles'],
  ['si me deportan qué pasa con mi casa'],
  ['2 hijos sin registrar'],
  ['stop the deportation of my brother'],
  ['help my cousin get his passport'],
  ['more money from the program'],
  ['delete my name from the birth record'],
  ['start date at the call center is monday'],
  ['back pay from my boss'],
  ['ede kouzin mwen jwenn paspò li'],
  ['plis enfòmasyon sou batistè a'],
  ['kanpe sou fwontyè a depi maten'],
  ['aide pour mon passeport'],
  ['plus de cent dollars pour une carte'],
  ['ajuda com certidão'],
  ['pare de cobrar meu irmão, quem ajuda?'],
  ['menor sozinho no abrigo'],
])('"%s" is no command', (text) => {
  expect(safety.matchCommand(text, nothing)).toBeUndefined()
})

test.each([
  ['2', 2],
  ['opcion 2', 2],
  ['la 3', 3],
  ['le deux', 2],
  ['la segunda', 2],
  ['dezyèm nan', 2],
  ['#4', 4],
  ['2️⃣', 2],
  ['option two', 2],
  ['número cinco', 5],
  ['la numero cinco', 5],
  ['20', 20],
  ['veinte', 20],
  ['quinze', 15],
  ['opção 3', 3],
  ['chwa de a', 2],
  ['the third', 3],
  ['1.', 1],
  ['2)', 2],
  ['la ultima', -1],
])('"%s" is number %i', (text, number) => {
  expect(safety.matchCommand(text, { hasPending: true, lang: undefined })).toMatchObject({ command: 'number', number })
})

test.each(['0', '21', '911', '2024', '3 meses', '12345678'])('"%s" is no choice', (text) => {
  expect(safety.matchCommand(text, { hasPending: true, lang: undefined })?.command).not.toBe('number')
})

test.each([
  ['cambiar a inglés', 'en'],
  ['english please', 'en'],
  ['háblame en criollo', 'ht'],
  ['kreyòl', 'ht'],
  ['pale franse avè m', 'fr'],
  ['can you do this in spanish', 'es'],
  ['em português', 'pt'],
  ['parlez créole svp', 'ht'],
  ['mudar para espanhol', 'es'],
  ['idioma', undefined],
  ['change language', undefined],
])('"%s" asks for %s', (text, target) => {
  const match = safety.matchCommand(text, nothing)
  expect(match?.command).toBe('language')
  expect(match?.target).toBe(target)
})

test('the word tells the language when only one language has it', () => {
  expect(safety.matchCommand('èd', nothing)?.lang).toBe('ht')
  expect(safety.matchCommand('menu', nothing)?.lang).toBeUndefined()
})

test('commands among the labelled messages are known', async () => {
  const labelled = (await examples('h-routes')).filter((message) => message.route === 'command')
  expect(labelled.filter((message) => !safety.matchCommand(message.text, nothing)).map((message) => message.text)).toEqual([])
})

test('of the labelled questions hardly any is taken for a command', async () => {
  const names = ['a-papers', 'b-return', 'c-arrival', 'd-protection', 'e-skills', 'f-money']
  const questions = (await Promise.all(names.map(examples))).flat()
  expect(questions.filter((message) => safety.matchCommand(message.text, nothing)).map((message) => message.text)).toEqual([])
})
