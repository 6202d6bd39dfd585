/** Letters and digits that look alike on a poor photocopy, in a hurried hand or on a small screen. */
const LOOK_ALIKE = ['0OQD', '1ILJT7', '2Z7', '3B8', '4A', '5S', '6GC', '9GP', 'UVY', 'MNH', 'EF', 'KX', 'PR'] as const

/** How many letters must be changed, added or left out to make one of the other; counted up to 2 ("two or more"). */
export function editDistance(a: string, b: string): 0 | 1 | 2 {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > 1) return 2
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const rest = (text: string, from: number) => text.slice(from)
  const isOne =
    (a.length === b.length && rest(a, start + 1) === rest(b, start + 1)) ||
    (a.length + 1 === b.length && rest(a, start) === rest(b, start + 1)) ||
    (a.length === b.length + 1 && rest(a, start + 1) === rest(b, start))
  return isOne ? 1 : 2
}

/** Two neighbours changed places. */
export function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

/** The same but for one letter that looks like the other. */
export function looksAlike(a: string, b: string): boolean {
  if (a.length !== b.length || editDistance(a, b) !== 1) return false
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  return LOOK_ALIKE.some((letters) => letters.includes(a[at] ?? ' ') && letters.includes(b[at] ?? ' '))
}
