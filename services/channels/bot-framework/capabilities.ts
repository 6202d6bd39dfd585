import type { ChannelCapabilities } from '../../../bot/index.ts'

const BASE: ChannelCapabilities = {
  costsPerSegment: false,
  maxBodyChars: 4000,
  maxButtons: 0,
  maxListRows: 0,
  maxChoiceTitleChars: 0,
  supportsCards: false,
  supportsBold: false,
}
/** Clients that show suggested actions and adaptive cards (Direct Line clients, Web Chat, the Emulator, Agents Playground). */
const RICH: ChannelCapabilities = { ...BASE, maxBodyChars: 8000, maxButtons: 12, maxChoiceTitleChars: 60, supportsCards: true }

/**
 * What each channel of Azure Bot Service can do, by its channel id. Differences are data: a channel that is not listed gets plain
 * text with numbered choices, which every channel can show.
 */
export const BOT_CAPABILITIES: Readonly<Record<string, ChannelCapabilities>> = {
  directline: RICH,
  webchat: RICH,
  emulator: RICH,
  // Teams shows six suggested actions at the most, in personal chats.
  msteams: { ...RICH, maxButtons: 6 },
  // Telegram shows choices as a keyboard, but adaptive cards only as a picture: nothing to tap or to read aloud.
  telegram: { ...BASE, maxButtons: 12, maxChoiceTitleChars: 60 },
  other: BASE,
}

/** Our channel's name for a channel id of Azure Bot Service ("msteams" → "bot-msteams"). */
export function botChannelName(channelId: string): string {
  return `bot-${Object.hasOwn(BOT_CAPABILITIES, channelId) ? channelId : 'other'}`
}
