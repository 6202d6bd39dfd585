export { DEMO_REACH, demoTwilio } from './account.ts'
export type { DemoMedia } from './media-store.ts'
export { type DemoMessage, type DemoProvider, type InboundDemo, startDemoProvider } from './provider.ts'
export { simulatorRouter } from './simulator-routes.ts'
