import type { ChannelCapabilities } from '../../../bot/index.ts'

/** A terminal: plain text, choices numbered, no cost. The scripts chat and ask speak through it. */
export const CLI_CAPABILITIES: ChannelCapabilities = {
  costsPerSegment: false,
  maxBodyChars: 4000,
  maxButtons: 0,
  maxListRows: 0,
  maxChoiceTitleChars: 0,
  supportsCards: false,
  supportsBold: false,
}
