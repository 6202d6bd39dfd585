import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openTalkers, type Talkers } from './support.ts'

let people: Talkers
beforeAll(async () => {
  people = await openTalkers()
}, 180_000)
afterAll(async () => {
  await people.close()
})

const cards = (outcome: { answers: readonly { card: string }[] }) => outcome.answers.map(({ card }) => card)

describe('the country', () => {
  test('is asked once, then remembered', async () => {
    const ana = people.newPerson()
    const asked = await ana.say('como saco mi acta de nacimiento')
    expect(asked).toMatchObject({ route: 'clarify', state: { pending: { kind: 'country' } } })
    const told = await ana.say('de guatemala')
    expect(told).toMatchObject({ route: 'answer', country: 'gt', topics: expect.arrayContaining(['birth-certificate']) })
    expect(await ana.say('como saco el pasaporte')).toMatchObject({ route: 'answer', country: 'gt' })
  })

  test.each([
    ['no soy de honduras, soy de nicaragua', 'ni'],
    ['perdon, soy de El Salvador', 'sv'],
    ['guatemala', 'gt'],
  ])('put right ("%s"), the same is told for the right one', async (correction, country) => {
    const ana = people.newPerson()
    expect(cards(await ana.say('soy de honduras y perdi mi acta de nacimiento'))).toEqual(['hn.birth-certificate'])
    const mended = await ana.say(correction)
    expect(mended).toMatchObject({ route: 'answer', country })
    expect(cards(mended)).toEqual([`${country}.birth-certificate`])
    expect(mended.state.country).toBe(country)
  })

  test('denied and none named: it is forgotten', async () => {
    const ana = people.newPerson()
    await ana.say('soy de honduras y perdi mi acta de nacimiento')
    expect((await ana.say('no soy de honduras')).state.country).toBeUndefined()
  })

  test('of a card is never another than the one asked about', async () => {
    for (const place of ['guatemala', 'honduras', 'el salvador', 'mexico', 'haiti', 'nicaragua', 'panama', 'costa rica']) {
      const outcome = await people.newPerson().say(`soy de ${place}, necesito un albergue para dormir`)
      for (const { country } of outcome.answers) expect(['any', outcome.country]).toContain(country)
    }
  })
})

test('one word of another language does not turn the conversation', async () => {
  const marie = people.newPerson()
  await marie.say('mwen ayisyen, mwen bezwen yon kote pou m domi aswe a')
  expect(await marie.say('pasaporte')).toMatchObject({ lang: 'ht' })
})

describe('follow-ups', () => {
  test.each([
    ['perdi mi dpi, soy de guatemala', ['y cuanto cuesta?', 'donde queda', '¿y para mi hijo?', 'que papeles llevo'], 'id-card'],
    ['i lost my dui, im from el salvador', ['how much is it', 'and where is that?', 'what do i need'], 'id-card'],
    ['mwen ayisyen, m bezwen batistè mwen', ['konbyen li koute', 'kote li ye', 'ki papye m bezwen'], 'birth-certificate'],
  ])('after "%s"', async (first, next, topic) => {
    const ana = people.newPerson()
    await ana.say(first)
    for (const text of next) expect(await ana.say(text)).toMatchObject({ route: 'answer', topics: expect.arrayContaining([topic]) })
  })

  test.each(['lòt la', 'la otra', 'the other one', "l'autre"])('"%s" is the next of what was offered', async (text) => {
    const ana = people.newPerson()
    const first = await ana.say('perdi mi dpi, soy de guatemala')
    const offered = first.state.pending?.choices[0]?.card
    expect(offered).toBeDefined()
    expect(cards(await ana.say(text))).toEqual([offered])
  })

  test('a matter of its own is a new question', async () => {
    const ana = people.newPerson()
    await ana.say('soy de guatemala y perdi mi partida de nacimiento')
    expect((await ana.say('y el pasaporte?')).topics[0]).toBe('passport')
  })
})

describe('a question of ours', () => {
  test.each([
    ['by number', (titles: readonly string[]) => [String(titles.indexOf('Guatemala') + 1)]],
    ['by name', () => ['Guatemala']],
    ['in other words', () => ['soy chapín']],
  ])('is answered %s', async (_how, answers) => {
    const ana = people.newPerson()
    const asked = await ana.say('quiero sacar mi pasaporte')
    const [answer] = answers(asked.state.pending?.choices.map(({ title }) => title) ?? [])
    expect(await ana.say(answer as string)).toMatchObject({ route: 'answer', country: 'gt', topics: expect.arrayContaining(['passport']) })
  })

  test('is never followed by another on the same need', async () => {
    for (const texts of [
      ['necesito ayuda', 'no se', 'es que no se'],
      ['ayuda con un papel', 'el papel ese', 'el papel'],
      ['m bezwen yon papye', 'papye a', 'papye'],
    ]) {
      const ana = people.newPerson()
      const routes: string[] = []
      for (const text of texts) routes.push((await ana.say(text)).route)
      expect(routes.join(' ')).not.toContain('clarify clarify')
    }
  })

  test('is not asked when topic and country are certain', async () => {
    expect(await people.newPerson().say('busco trabajo, soy de puebla')).toMatchObject({ route: 'answer', country: 'mx' })
  })
})

describe('before anything else', () => {
  test.each([
    'auxilio',
    'estoy en peligro',
    'i am in danger',
    'sekou',
    'mwen an danje',
    'au secours',
    'socorro',
    'necesito una ambulancia',
  ])('"%s" is danger, in the whole turn: neither a word for the manual nor a question back', async (cry) => {
    const told = await people.newPerson().say(cry)
    expect(told.route).toBe('crisis')
    expect(told.replies[0]?.choices.filter(({ id }) => id.startsWith('topic:') || id.startsWith('menu:'))).toEqual([])
  })

  test.each([
    ['kijan pou m jwenn paspo mwen', 'passport'],
    ['how do I get my DUI, I am from el salvador', 'id-card'],
    ['mwen soti okap, kijan pou m jwenn paspò', 'passport'],
    ['comment je fais mon passeport, je suis de jacmel', 'passport'],
    ['como tiro minha certidão de nascimento no mexico', 'birth-certificate'],
  ])('"%s" is never sent away as outside', async (plain, topic) => {
    const told = await people.newPerson().say(plain)
    expect(['answer', 'clarify']).toContain(told.route)
    expect(told.topics[0]).toBe(topic)
  })

  test('of a guess both are told, and who was deported two days ago is received first', async () => {
    const told = await people.newPerson().say('me deportaron hace 2 dias, estoy en tegucigalpa sin nada, este cel es prestado')
    expect(told).toMatchObject({ route: 'answer', country: 'hn' })
    expect(told.answers[0]?.card).toBe('hn.reception')
  })

  test('a scam that is told meets the fraud card first', async () => {
    expect((await people.newPerson().say('me piden un depósito para la visa, es estafa?')).answers[0]?.topic).toBe('fraud')
  })

  test('what may be a fee or a scam is told as both, the likelier first', async () => {
    const told = await people.newPerson().say('me cobran 500 lempiras por el tramite de la partida, es correcto? soy de honduras')
    expect(told.answers.map(({ topic }) => topic)).toEqual(['birth-certificate', 'fraud'])
  })
})

test.each([
  ['me deportaron hace 2 dias a honduras estoy en san pedro sula no tengo nada', 'donde duermo hoy', 'shelter'],
  ['lo del apoyo, soy de mexico', 'para mi negocio', 'business-support'],
])('a choice is understood in other words: %s / %s', async (vague, words, topic) => {
  const person = people.newPerson()
  const asked = await person.say(vague)
  if (asked.route === 'clarify' && asked.topics.includes(topic as never)) expect((await person.say(words)).answers[0]?.topic).toBe(topic)
})

describe('"I do not know" to a question of ours', () => {
  test.each(['no sé', 'idk', 'je sais pas', 'não sei', 'm pa konnen'])(
    'without a country, what holds everywhere is told: %s',
    async (unknown) => {
      const person = people.newPerson()
      expect((await person.say('cómo saco mi pasaporte')).route).toBe('clarify')
      const told = await person.say(unknown)
      expect(told.route).toBe('answer')
      expect(told.answers[0]).toMatchObject({ topic: 'passport', country: 'any' })
    },
  )

  test('without a topic, the menu and a person; a word of a longer sentence is no such answer', async () => {
    const person = people.newPerson()
    expect((await person.say('lo del apoyo')).route).toBe('clarify')
    expect((await person.say('no sé')).replies.map(({ text }) => text).join('\n')).toMatch(/PERSONA/)
    expect((await person.say('no sé cómo sacar mi pasaporte de Honduras')).answers[0]?.topic).toBe('passport')
  })
})

test('a question of price after we asked back goes on with what was likeliest', async () => {
  const ana = people.newPerson()
  const asked = await ana.say('soy de honduras, lo de los papeles')
  expect(asked).toMatchObject({ route: 'clarify', state: { pending: { kind: 'topic' } } })
  expect(asked.state.lastTopics).toEqual(asked.topics.slice(0, 2))
  const told = await ana.say('y cuanto cuesta?')
  expect(told.route).toBe('answer')
  expect(asked.topics).toContain(told.topics[0])
})
