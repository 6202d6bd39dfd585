import type { Action, Resource } from './vocabulary.ts'

export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  readonly path: string
  /** Undefined: open to whoever is not signed in (sign-in itself). */
  readonly access: readonly [Resource, Action] | undefined
}

const e = (method: Endpoint['method'], path: string, ...access: readonly [Resource, Action] | readonly []): Endpoint => ({
  method,
  path: `/console/api${path}`,
  access: access.length === 2 ? access : undefined,
})

/** Every endpoint of the console with what it asks of the rules; one that does not stand here cannot be mounted, and a test counts them. */
export const ENDPOINTS = {
  signIn: e('post', '/sign-in'),
  signInCode: e('post', '/sign-in/code'),
  acceptInvitation: e('post', '/invitations/accept'),
  confirmInvitation: e('post', '/invitations/confirm'),
  signOut: e('post', '/sign-out', 'session', 'close'),
  me: e('get', '/me', 'session', 'read'),
  sessions: e('get', '/sessions', 'session', 'read'),
  endSession: e('delete', '/sessions/:id', 'session', 'close'),
  stream: e('get', '/stream', 'alert', 'read'),
  alerts: e('get', '/alerts', 'alert', 'read'),
  alertSeen: e('post', '/alerts/:id/seen', 'alert', 'update'),
  queue: e('get', '/queue', 'queue', 'read'),
  readCase: e('get', '/cases/:id', 'case', 'read'),
  claim: e('post', '/cases/:id/claim', 'case', 'create'),
  release: e('post', '/cases/:id/release', 'case', 'update'),
  transfer: e('post', '/cases/:id/transfer', 'case', 'update'),
  snooze: e('post', '/cases/:id/snooze', 'case', 'update'),
  close: e('post', '/cases/:id/close', 'case', 'close'),
  reopen: e('post', '/cases/:id/reopen', 'case', 'create'),
  messages: e('get', '/cases/:id/messages', 'conversation', 'read'),
  media: e('get', '/cases/:id/messages/:message/media/:n', 'conversation', 'read'),
  typing: e('post', '/cases/:id/typing', 'conversation', 'update'),
  packet: e('post', '/cases/:id/packet', 'packet', 'read'),
  breakGlass: e('post', '/cases/:id/break-glass', 'glass', 'create'),
  tellGlass: e('post', '/cases/:id/glass-told', 'glass', 'update'),
  reply: e('post', '/cases/:id/replies', 'reply', 'create'),
  preview: e('post', '/cases/:id/preview', 'reply', 'create'),
  sendAgain: e('post', '/cases/:id/messages/:message/again', 'reply', 'create'),
  addNote: e('post', '/cases/:id/notes', 'note', 'create'),
  notes: e('get', '/cases/:id/notes', 'note', 'read'),
  plan: e('get', '/cases/:id/plan', 'plan', 'read'),
  savePlan: e('put', '/cases/:id/plan', 'plan', 'update'),
  saveNeeds: e('put', '/cases/:id/needs', 'plan', 'update'),
  caseReferrals: e('get', '/cases/:id/referrals', 'referral', 'read'),
  refer: e('post', '/cases/:id/referrals', 'referral', 'create'),
  referrals: e('get', '/referrals', 'referral', 'read'),
  referralPacket: e('post', '/referrals/:id/packet', 'referral', 'read'),
  answerReferral: e('post', '/referrals/:id/answer', 'referral', 'update'),
  audit: e('get', '/cases/:id/audit', 'audit', 'read'),
  cards: e('get', '/cards', 'card', 'read'),
  offices: e('get', '/offices', 'office', 'read'),
  names: e('get', '/names', 'office', 'read'),
  staff: e('get', '/staff', 'staff', 'read'),
  invite: e('post', '/staff/invitations', 'staff', 'create'),
  unlock: e('post', '/staff/:id/unlock', 'staff', 'update'),
  dismiss: e('delete', '/staff/:id', 'staff', 'close'),
  forceSignOut: e('delete', '/staff/:id/sessions', 'staff', 'update'),
  complaints: e('get', '/complaints', 'complaint', 'read'),
  answerComplaint: e('post', '/complaints/:id/answered', 'complaint', 'update'),
  curation: e('get', '/curation', 'curation', 'read'),
  tryQuestion: e('post', '/curation/questions/:id/try', 'curation', 'update'),
  setAside: e('get', '/set-aside', 'set-aside', 'read'),
  tryAgain: e('post', '/set-aside/:id/again', 'set-aside', 'update'),
  askErasure: e('post', '/cases/:id/erasure', 'erasure', 'create'),
  erasures: e('get', '/erasures', 'erasure', 'read'),
  confirmErasure: e('post', '/erasures/:id/confirm', 'erasure', 'update'),
  refuseErasure: e('post', '/erasures/:id/refuse', 'erasure', 'update'),
  proposals: e('get', '/proposals', 'curation', 'read'),
  decideProposal: e('post', '/proposals/:id/decision', 'curation', 'update'),
  apiKeys: e('get', '/api-keys', 'staff', 'create'),
  makeApiKey: e('post', '/api-keys', 'staff', 'create'),
  endApiKey: e('delete', '/api-keys/:id', 'staff', 'close'),
  figures: e('get', '/offices/:office/figures/:month', 'figures', 'read'),
  figuresFile: e('get', '/offices/:office/figures/:month/file', 'figures', 'read'),
  exportCases: e('get', '/export', 'export', 'read'),
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof ENDPOINTS
