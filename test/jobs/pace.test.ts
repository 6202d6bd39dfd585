import { beforeEach, expect, test } from '@jest/globals'
import { type Pace, paceByArrivals } from '../../services/jobs/index.ts'

let now = 0
let pace: Pace
beforeEach(() => {
  now = 0
  pace = paceByArrivals(() => now)
})

/** A second of arrivals at a rate, asked each ms what may start. @returns how many started */
function secondAt(perSecond: number): number {
  let started = 0
  for (let ms = 0; ms < 1000; ms++, now++) {
    if (ms % (1000 / perSecond) < 1) pace.arrived()
    started += pace.mayStart(16)
  }
  return started
}

test('at an ordinary rate every free place may be taken', () => {
  expect(secondAt(50)).toBe(16_000)
  expect(pace.mayStart(16)).toBe(16)
})

test('in a rush answering makes room, and never wholly', () => {
  secondAt(500)
  const started = secondAt(500)
  expect(started).toBeGreaterThanOrEqual(8)
  expect(started).toBeLessThanOrEqual(12)
})

test('half a rush leaves half of the time', () => {
  secondAt(250)
  const started = secondAt(250)
  expect(started).toBeGreaterThan(35)
  expect(started).toBeLessThan(65)
})

test('after the rush everything goes on at once', () => {
  secondAt(500)
  now += 200
  expect(pace.mayStart(16)).toBe(16)
})
