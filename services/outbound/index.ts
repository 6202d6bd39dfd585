export { isPublicAddress } from './address.ts'
export { createOutbound, type Outbound, type OutboundResult } from './outbound.ts'
