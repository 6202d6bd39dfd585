import { describe, expect, test } from '@jest/globals'
import { figuresOf, hasPhone } from '../../services/content/index.ts'

describe('phones are found however the dossier writes them', () => {
  test.each([
    ['800 433 2000', '+528004332000'],
    ['INETEL: 800-433-2000 (gratis)', '+528004332000'],
    ['+1 (866) 986-8306', '+18669868306'],
    ['2411-2412', '+50224112412'],
    ['llame al 9-1-1', '911'],
    ['marque *211', '*211'],
    ['110 / 1555', '1555'],
  ])('%s', (text, number) => {
    expect(hasPhone(figuresOf(text), number)).toBe(true)
  })

  test.each([
    ['800 433 2000', '+528004332009'],
    ['2411-2412', '+50224112413'],
    ['5591 1234', '911'],
    ['+502 2416 1900', '+50224161909'],
  ])('%s is not %s', (text, number) => {
    expect(hasPhone(figuresOf(text), number)).toBe(false)
  })
})

test.each([
  ['1,500 córdobas', '1500'],
  ['3,439.46 pesos', '3439.46'],
  ['de 8:00 a 4:30 p. m.', '16'],
  ['dos testigos', '2'],
  ['al mediodía', '12'],
])('"%s" holds the number %s', (text, number) => {
  expect([...figuresOf(text).numbers]).toContain(number)
})
