export type { Channel, ChannelHost, ChannelModule, DeliveryReport, Incoming, OutgoingMessage, Received, SendResult } from './channel.ts'
export { countSegments, fitSegments } from './segments.ts'
