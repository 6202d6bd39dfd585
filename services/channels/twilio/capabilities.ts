import type { ChannelCapabilities } from '../../../bot/index.ts'

/** SMS: every 153 (or 67) characters cost; no buttons. */
export const SMS_CAPABILITIES: ChannelCapabilities = {
  costsPerSegment: true,
  maxBodyChars: 1600,
  maxButtons: 0,
  maxListRows: 0,
  maxChoiceTitleChars: 0,
  supportsCards: false,
  supportsBold: false,
}

/** Free text only within 24 hours of the person's last message. */
const WINDOW_MS = 24 * 3_600_000

/**
 * WhatsApp by Twilio: body 1,600; 3 reply buttons of 20 characters, lists of 10 rows of 24, both only by content templates
 * (docs: twilio/quick-reply, twilio/list-picker). Without templates, choices are numbered in the text.
 */
export function whatsappCapabilities(
  templates: ReadonlyMap<number, string>,
  knocks: ReadonlyMap<string, string> = new Map(),
  news: ReadonlyMap<string, string> = new Map(),
  checkIns: ReadonlyMap<string, string> = new Map(),
): ChannelCapabilities {
  return {
    costsPerSegment: false,
    maxBodyChars: 1600,
    maxButtons: Math.max(0, ...[...templates.keys()].filter((n) => n <= 3)),
    maxListRows: Math.max(0, ...templates.keys()),
    maxChoiceTitleChars: 24,
    choiceSizes: [...templates.keys()],
    supportsCards: false,
    supportsBold: true,
    replyWindowMs: WINDOW_MS,
    canKnock: knocks.size > 0,
    canTellNews: news.size > 0,
    checkInLangs: [...checkIns.keys()],
  }
}
