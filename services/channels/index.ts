export type {
  Channel,
  ChannelHost,
  ChannelModule,
  DeliveryReport,
  Incoming,
  MediaAccess,
  OutgoingMessage,
  Received,
  SendResult,
} from './channel.ts'
export { countSegments, fitSegments } from './segments.ts'
export type { ChatEvent, ChatHistory } from './web/index.ts'
