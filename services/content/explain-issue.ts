import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** What is wrong and what to write instead, in words for somebody who has never seen a schema. */
export function explainIssue(issue: Issue): { what: string; fix: string } {
  const field = String(issue.path.at(-1) ?? 'the file')
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        what: `there is no field "${issue.keys.join('", "')}" here`,
        fix: 'Correct its spelling or indentation, or remove it; content/README.md lists the fields.',
      }
    case 'invalid_value':
      return { what: 'is none of the words allowed here', fix: `Write one of: ${issue.values.map(String).join(', ')}.` }
    case 'invalid_type':
      return missing(issue)
        ? { what: 'is missing', fix: `Add "${field}:" with ${nounOf(issue.expected)}.` }
        : { what: `should be ${nounOf(issue.expected)}`, fix: `Write ${nounOf(issue.expected)} ${hintOf(issue.expected)}.` }
    case 'too_small':
      return {
        what: own(issue, issue.origin === 'array' ? `has fewer than ${issue.minimum} lines` : 'is too short or empty'),
        fix: `Write at least ${issue.minimum} ${unitOf(issue.origin)}.`,
      }
    case 'too_big':
      return {
        what: own(issue, `has more than ${issue.maximum} ${unitOf(issue.origin)}`),
        fix: `Keep the best ${issue.maximum}; what remains belongs on another card or in the note.`,
      }
    case 'invalid_format':
      return { what: 'does not have the right form', fix: `Expected: ${expectedForm(issue)}.` }
    case 'invalid_union':
      return { what: 'fits none of the forms allowed here', fix: 'Compare it with the example in content/README.md.' }
    default:
      return { what: issue.message, fix: 'See content/README.md for the form.' }
  }
}

/** Zod says "received undefined" only in the sentence. */
function missing(issue: Issue): boolean {
  return issue.message.includes('received undefined') || (issue.input === undefined && issue.message.includes('undefined'))
}

/** A schema's own sentence (the ones that we wrote do not begin with zod's words). */
function own(issue: Issue, otherwise: string): string {
  return /^(Too|Invalid)/.test(issue.message) ? otherwise : `${otherwise} (${issue.message})`
}

function expectedForm(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (!issue.message.startsWith('Invalid')) return issue.message
  if (issue.format === 'url') return 'a full address that begins with https://'
  if (issue.format === 'email') return 'an e-mail address'
  return FORMS.find(([pattern]) => issue.pattern === pattern)?.[1] ?? `something that fits ${issue.pattern ?? issue.format}`
}

const FORMS: readonly (readonly [string, string])[] = [
  ['/^\\d{4}-\\d{2}-\\d{2}$/', 'a day such as "2026-11-01", in quotes'],
  ['/^\\d{2}:\\d{2}$/', 'an hour such as "08:00", in quotes'],
  ['/^[0-9a-f]{8}$/', 'the eight signs that npm run content:stamp writes'],
]

function nounOf(expected: string): string {
  const nouns: Record<string, string> = {
    string: 'a text',
    array: 'a list',
    object: 'a block of fields',
    number: 'a number',
    boolean: 'true or false',
  }
  return nouns[expected] ?? expected
}

function hintOf(expected: string): string {
  if (expected === 'string') return '(figures and dates in quotes)'
  if (expected === 'array') return '(each line begins with "- ")'
  return '(see content/README.md)'
}

function unitOf(origin: string): string {
  return origin === 'array' ? 'lines' : origin === 'string' ? 'letters' : ''
}
