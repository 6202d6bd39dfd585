export interface Teller {
  /** Says something to the service. @returns what came back last */
  tell(phone: string, text: string): Promise<string>
  readonly url: string
}
interface Person {
  readonly phone: string
  readonly word: string
}

/** Prepares the return: nine questions, and the profile read back. */
async function prepares({ tell }: Teller, { phone, word }: Person): Promise<void> {
  const profile = [
    'preparar mi regreso',
    'en junio',
    `a Choluteca, Honduras, barrio ${word}`,
    'con mis 2 hijos',
    'pasaporte vencido',
    `apostilla de las actas de ${word}`,
    `mi hija ${word} tiene asma`,
    'cocinera',
    `${word} 8 años tercero`,
    `que ${word} no entre a la escuela`,
    'mi perfil',
  ]
  let last = ''
  for (const text of profile) last = await tell(phone, text)
  if (last === '') throw new RangeError('the profile was not shown')
}

/** Asks, looks at their own data by the one-time link, and asks for a person. */
async function asks({ tell, url }: Teller, { phone, word }: Person): Promise<void> {
  await tell(phone, `me llamo ${word} y perdi mi acta de nacimiento, soy de guatemala`)
  await tell(phone, `${word} fluxo grambo ${word}`)
  const [, token = ''] = /\/mine#([\w-]{22})/.exec(await tell(phone, 'MIS DATOS')) ?? []
  const shown = await fetch(`${url}/mine`, { method: 'POST', body: new URLSearchParams({ token }) })
  // What nobody was shown proves nothing when it is not found later.
  if (!(await shown.text()).includes(word)) throw new RangeError(`their own data were not shown: ${shown.status}`)
  for (const text of ['PERSONA', 'SI', 'SI']) await tell(phone, text)
}

/** What people do before they erase themselves, their canary word in all of it: one asks, the next prepares a return, and so on. */
export async function liveThrough(teller: Teller, people: readonly Person[]): Promise<void> {
  for (const [i, person] of people.entries()) await (i % 2 === 0 ? asks : prepares)(teller, person)
}
