import { BOT_CHANNELS, botDoor } from '../support/doors/bot-door.ts'
import { twilioDoor } from '../support/doors/twilio-door.ts'
import { webDoor } from '../support/doors/web-door.ts'
import { channelContract } from './channel-contract.ts'

channelContract('sms', () => twilioDoor('sms'))
channelContract('whatsapp', () => twilioDoor('whatsapp'))
channelContract('web', webDoor)
for (const channelId of BOT_CHANNELS) channelContract(`bot-${channelId}`, () => botDoor(channelId))
