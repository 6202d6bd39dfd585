import type { ChannelCapabilities } from '../../../bot/index.ts'

/** The chat page: cards, buttons, no cost. */
export const WEB_CAPABILITIES: ChannelCapabilities = {
  costsPerSegment: false,
  maxBodyChars: 6000,
  maxButtons: 12,
  maxListRows: 12,
  maxChoiceTitleChars: 60,
  supportsCards: true,
  supportsBold: false,
}
