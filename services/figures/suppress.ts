/** Fewer people than this are never told of. */
export const FEWEST = 5
/** Numbers are told in steps of this: what one more person changes cannot be read off. */
const STEP = 5

/** A number as it may be told: at least so many, in steps of five; null for fewer than five (none is told like four). */
export type Told = number | null

/** The number as it may be told. */
export function told(count: number): Told {
  return count < FEWEST ? null : Math.floor(count / STEP) * STEP
}

/**
 * A sum as it may be told beside its parts. Each told number leaves four counts open; where the parts could only all be at the top of
 * what they leave open to reach the sum, the sum would say what a hidden part is: then the sum is lowered until it does not.
 * Truthful: it is told as "at least".
 * @param sum the real sum
 * @param parts the real parts, also those that are none
 */
export function toldSum(sum: number, parts: readonly number[]): Told {
  const highest = parts.reduce((total, part) => total + (told(part) ?? 0) + STEP - 1, 0)
  let least = told(sum) ?? 0
  // A hidden part must still be able to be nothing, and a shown one to be at the bottom of its step.
  while (least > 0 && parts.length > 0 && least > highest - (STEP - 1)) least -= STEP
  return least < FEWEST ? null : least
}

/**
 * Rows of a table as they may be told: rows of fewer than five people are left out, all their numbers with them, and a number of few
 * is hidden in the rows that stay. The most people first.
 * @param people the field that says how many people a row is about
 */
export function toldRows<Field extends string>(
  rows: readonly ({ readonly value: string } & Readonly<Record<Field, number>>)[],
  people: Field,
  fields: readonly Field[],
): { readonly value: string; readonly counts: Readonly<Record<Field, Told>> }[] {
  return rows
    .filter((row) => row[people] >= FEWEST)
    .sort((a, b) => (told(b[people]) ?? 0) - (told(a[people]) ?? 0) || a.value.localeCompare(b.value))
    .map((row) => ({
      value: row.value,
      counts: Object.fromEntries(fields.map((field) => [field, told(row[field])])) as Record<Field, Told>,
    }))
}
