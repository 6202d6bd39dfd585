/** One thing wrong in content/, said so that a person who does not program can mend it. */
export interface Fault {
  readonly file: string
  /** From 1; 0 when the fault is about the whole file or a missing one. */
  readonly line: number
  readonly field: string
  readonly what: string
  readonly fix: string
}

/** Says what is wrong at a path of keys inside one file, and what to write instead. */
export type Say = (path: string[], what: string, fix: string) => void

/** `file:line field: what. Fix.` */
export function faultSentence(fault: Fault): string {
  const place = fault.line > 0 ? `${fault.file}:${fault.line}` : fault.file
  return `${place} ${fault.field}: ${fault.what}. ${fault.fix}`
}
