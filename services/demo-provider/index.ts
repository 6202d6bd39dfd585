export {
  DEMO_CONTENT_SIDS,
  DEMO_KNOCK_SIDS,
  DEMO_SMS_FROM,
  DEMO_WHATSAPP_FROM,
  type DemoMessage,
  type DemoProvider,
  type InboundDemo,
  startDemoProvider,
} from './provider.ts'
export { simulatorRouter } from './simulator-routes.ts'
