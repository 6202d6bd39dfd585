import { takeFeedback } from './dialogs/feedback.ts'
import type { Draft, Stage } from './draft.ts'
import { finish } from './finish.ts'
import { runStages } from './pipeline.ts'
import type { Ports } from './ports.ts'
import { answerFromKnowledge } from './stages/answer-from-knowledge.ts'
import { cleanText } from './stages/clean-text.ts'
import { continueDialog } from './stages/continue-dialog.ts'
import { findConsulate } from './stages/find-consulate.ts'
import { followRoute } from './stages/follow-route.ts'
import { goOnWithTopic } from './stages/go-on-with-topic.ts'
import { greetNewcomer } from './stages/greet-newcomer.ts'
import { hearVoice } from './stages/hear-voice.ts'
import { holdCrisis } from './stages/hold-crisis.ts'
import { honourCommands } from './stages/honour-commands.ts'
import { meetEntry } from './stages/meet-entry.ts'
import { meetOtherLanguage } from './stages/meet-other-language.ts'
import { mindFollowUp } from './stages/mind-follow-up.ts'
import { mindNews } from './stages/mind-news.ts'
import { mindTheCase } from './stages/mind-the-case.ts'
import { mindThePreparation } from './stages/mind-the-preparation.ts'
import { offerHuman } from './stages/offer-human.ts'
import { readMessage } from './stages/read-message.ts'
import { refuseAbuse } from './stages/refuse-abuse.ts'
import { replyToUnreadable } from './stages/reply-to-unreadable.ts'
import { screenForCrisis } from './stages/screen-for-crisis.ts'
import { screenReadingForCrisis } from './stages/screen-reading-for-crisis.ts'
import { stemFlood, stemWordlessFlood } from './stages/stem-flood.ts'
import { takeEntryCode, takeEntryLink } from './stages/take-entry.ts'
import { yieldToCaseworker } from './stages/yield-to-caseworker.ts'
import type { Outcome, Turn } from './turn.ts'

/** The table of contents of the bot. The first stage that decides ends the turn. */
const STAGES: readonly Stage[] = [
  takeEntryLink, // the code of the poster or site that somebody came by: adds facts, answers nothing
  greetNewcomer, // somebody opened a conversation and wrote nothing yet
  hearVoice, // a voice note is read like words; what was heard unsurely is confirmed first
  takeEntryCode, // the same typed: what else the message says goes on
  honourCommands, // STOP, START, HELP … before any other answer; opted out → silence
  screenForCrisis, // rules only: works without any model, also while a person owns the conversation
  mindTheCase, // a person's rights over their case, their word on a referral, a complaint
  mindThePreparation, // "prepare my return", "my profile", "my list", "done 3"
  mindNews, // news of offices: asked for, taken back
  yieldToCaseworker, // silent while a person owns the conversation
  takeFeedback, // "sirve", "not useful", a thumb: the word on the last answer
  meetEntry, // nothing but a code: a greeting in the office's name
  stemWordlessFlood, // pictures and stickers without end
  replyToUnreadable, // nothing to read: picture, voice, emoji, far too long
  readMessage, // language, place, phase, topics: adds facts, remembers them
  screenReadingForCrisis, // what the rules missed and the trained head sees
  stemFlood, // more messages than a person can write: told once, then silence
  meetOtherLanguage, // none of our languages: says in theirs which ones we speak
  mindFollowUp, // the word on being asked after a case or a return, and the answers to a check-in
  continueDialog, // a question of ours is open → its answer
  holdCrisis, // after danger: no menu, no quiz, until the person asks an ordinary question
  refuseAbuse, // injection, insults, others' data, illegal help: fixed conduct
  findConsulate, // "¿cuál es mi consulado?": by state, city or area code
  goOnWithTopic, // "no, soy de Nicaragua", "y cuánto cuesta?": about what was answered last
  followRoute, // greeting, thanks, a wish for a person, outside
  answerFromKnowledge, // cards, or one short question
  offerHuman, // nothing fits: say so, name an institution, offer a person
]

/**
 * Decides one message. Pure: what the world knows comes in by `ports`, what the world must do goes out in the outcome.
 * Throws only for faults of ours; then nothing is written and the turn is run again.
 */
export async function runTurn(turn: Turn, ports: Ports): Promise<Outcome> {
  const state = { ...turn.state, turns: turn.state.turns + 1 }
  const draft: Draft = {
    turn,
    text: cleanText(turn.message.text),
    lang: state.language ?? turn.message.langHint ?? state.entry?.language ?? 'es',
    state,
    events: [],
  }
  return finish(await runStages(STAGES, draft, ports), ports)
}
