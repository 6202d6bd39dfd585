const key = (caseId: string) => `puente-draft:${caseId}`

/** What was being written in a case: outlives a lost network and an ended session; gone once it was sent. */
export function loadDraft(caseId: string): string {
  return localStorage.getItem(key(caseId)) ?? ''
}

export function saveDraft(caseId: string, text: string): void {
  if (text === '') localStorage.removeItem(key(caseId))
  else localStorage.setItem(key(caseId), text)
}
