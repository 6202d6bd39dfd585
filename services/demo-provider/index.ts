export { demoTwilio } from './account.ts'
export { type DemoMessage, type DemoProvider, type InboundDemo, startDemoProvider } from './provider.ts'
export { simulatorRouter } from './simulator-routes.ts'
