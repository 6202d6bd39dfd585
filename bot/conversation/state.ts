import { z } from 'zod'
import { PacketPart } from '../case.ts'
import { COUNTRIES, LANGUAGES, PHASES, PROFILES, TOPICS } from '../vocabulary.ts'

const Choice = z.object({
  id: z.string(),
  /** What the person saw. */
  title: z.string(),
  topic: z.enum(TOPICS).optional(),
  country: z.enum(COUNTRIES).optional(),
  card: z.string().optional(),
  action: z.string().optional(),
})
export type PendingChoice = z.infer<typeof Choice>

const Pending = z.object({
  /** What the open question is about. */
  kind: z.enum([
    'topic',
    'country',
    'menu',
    'person',
    'consent',
    'language',
    'erase',
    'crisis-offer',
    'guardian',
    'complaint',
    'voice',
    'call-number',
    'feedback',
    'entry',
    'consulate-place',
    'preparation',
    'news',
    'follow-up',
    'check-in',
    'move',
  ]),
  choices: z.array(Choice),
  /** The message that led to the question, to be answered once the choice is known. */
  about: z.string(),
})
export type Pending = z.infer<typeof Pending>

/** What is remembered of one conversation. Sealed at rest; a new field gets a default, so that older states still parse. */
export const ConversationState = z.object({
  v: z.literal(1).default(1),
  turns: z.number().int().default(0),
  language: z.enum(LANGUAGES).optional(),
  languageAsked: z.boolean().default(false),
  country: z.enum(COUNTRIES).optional(),
  /** Where the person is now: a country of ours, or "us", "ca", "es". */
  here: z.string().optional(),
  /** The state or states that the person said they live in: "us-OH". */
  livesIn: z.array(z.string()).optional(),
  phase: z.enum(PHASES).optional(),
  profiles: z.array(z.enum(PROFILES)).default([]),
  lastTopics: z.array(z.enum(TOPICS)).default([]),
  lastCards: z.array(z.string()).default([]),
  /** Pages that MORE brings, next first. */
  rest: z.array(z.string()).default([]),
  pending: Pending.optional(),
  /** The question that was open when a voice note had to be confirmed. */
  heldPending: Pending.optional(),
  /** The last messages of the person, oldest first, three at most: follow-ups are read with them. */
  history: z.array(z.string()).default([]),
  assistantLast: z.string().optional(),
  askedInRow: z.number().int().default(0),
  unsureInRow: z.number().int().default(0),
  outInRow: z.number().int().default(0),
  /** That there are too many messages was said, and they have not become fewer since. */
  floodTold: z.boolean().default(false),
  /** Whether the last answer helped: asked once a day. */
  feedback: z
    .object({
      askedOn: z.string(),
      open: z.object({ about: z.string(), cards: z.array(z.object({ card: z.string(), topic: z.enum(TOPICS) })) }).optional(),
    })
    .optional(),
  /** Whom to call was told before an answer: once a day for a kind of danger, or every answer would cost two messages. */
  hinted: z.object({ day: z.string(), kind: z.string() }).optional(),
  /** What was counted of this conversation on its last day: nobody counts twice. */
  counted: z.object({ day: z.string(), topics: z.array(z.enum(TOPICS)) }).optional(),
  /** The day on which preparing the return was last offered, and whether this person was counted: nobody is twice. */
  preparing: z.object({ offeredOn: z.string().optional(), isCounted: z.boolean().default(false) }).optional(),
  crisis: z.object({ kind: z.string(), offers: z.number().int() }).optional(),
  discreet: z.boolean().default(false),
  /** What the person came by: its office is preferred for a hand-off; `set` is what of the memory it gave and takes with it when it is forgotten. */
  entry: z
    .object({
      code: z.string(),
      officeId: z.string().optional(),
      language: z.enum(LANGUAGES).optional(),
      set: z.array(z.enum(['country', 'here', 'phase'])),
    })
    .optional(),
  /** The code of the last link: a page sends it with every message, it counts once. */
  entrySeen: z.string().optional(),
  /** Whether offices may send news: asked once by us, changed by words at any time. */
  news: z.enum(['asked', 'agreed', 'refused', 'left']).optional(),
  /** Told that they are back in their country: may be offered to be asked how they are. */
  saidReturned: z.boolean().default(false),
  caseNumber: z.string().optional(),
  /** A consent that is being asked for: what would be shared, with whom, until when. */
  consent: z
    .object({
      officeId: z.string(),
      officeName: z.string(),
      untilMs: z.number(),
      untilDate: z.string(),
      reason: z.string(),
      priority: z.enum(['normal', 'urgent']),
      basis: z.enum(['person', 'guardian']),
      topic: z.enum(TOPICS).optional(),
      parts: z.array(PacketPart),
      /** How often it was asked: unclear is asked once more, then taken as no. */
      asked: z.number().int(),
    })
    .optional(),
  /** Numbers of parts that were struck from a packet for another organisation. */
  struck: z.array(z.string()).default([]),
})
export type ConversationState = z.infer<typeof ConversationState>

/** The state of somebody who writes for the first time. */
export function emptyState(): ConversationState {
  return ConversationState.parse({})
}

/** The state without the words of the last turns and without what was open in them; itself when there are none. */
export function withoutTurns(state: ConversationState): ConversationState {
  const hasWords =
    state.history.length + state.rest.length > 0 || state.assistantLast || state.pending || state.consent || state.feedback?.open
  if (!hasWords) return state
  const { pending: _pending, consent: _consent, assistantLast: _assistantLast, hinted: _hinted, ...kept } = state
  return {
    ...kept,
    ...(kept.feedback ? { feedback: { askedOn: kept.feedback.askedOn } } : {}),
    history: [],
    rest: [],
    struck: [],
    askedInRow: 0,
    unsureInRow: 0,
    outInRow: 0,
  }
}
