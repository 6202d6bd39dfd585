import { beforeAll, describe, expect, test } from '@jest/globals'
import { unknownContacts } from '../../services/cases/index.ts'
import { createLibrary, type Library, loadContentFiles, phoneText } from '../../services/content/index.ts'

let library: Library
let phone = ''
let link = ''
beforeAll(async () => {
  library = createLibrary(await loadContentFiles('content'), {
    clock: () => new Date('2026-11-25T12:00:00Z'),
    graceUntil: new Date('2027-06-30T00:00:00Z'),
    publicUrl: () => 'https://puente.example',
  })
  const services = [...library.services.values()]
  const long = services.flatMap((service) => service.phones).find((p) => p.number.startsWith('+52') && p.number.length === 13)
  if (!long) throw new RangeError('no Mexican number of full length in the records')
  phone = phoneText(long)
  link = services.find((service) => service.urls.length > 0)?.urls[0] ?? ''
})

describe('what a caseworker writes', () => {
  test('with a number and a link of a reviewed record is not remarked on', () => {
    expect(unknownContacts(`Llame al ${phone} o vea ${link}`, library)).toEqual([])
  })

  test('with one digit that slipped, the number is named', () => {
    const last = Number(phone.at(-1))
    const slipped = `${phone.slice(0, -1)}${(last + 1) % 10}`
    expect(unknownContacts(`Llame al ${slipped}`, library)).toEqual([slipped])
  })

  test('with a link that only looks like one of ours, the link is named', () => {
    expect(unknownContacts('Entre a gob-mx.com/citas', library)).toEqual(['gob-mx.com/citas'])
  })

  test('without numbers or links there is nothing to say; our own card page is known', () => {
    expect(unknownContacts('Buenas tardes, la espero el lunes a las 9.', library)).toEqual([])
    expect(unknownContacts(`https://puente.example/c/${library.cards[0]?.id}`, library)).toEqual([])
  })
})
