export { deliverWebhooks, type WebhookDeps } from './deliver.ts'
export {
  createWebhook,
  deliveriesOf,
  removeWebhook,
  replayWebhook,
  testWebhook,
  type WebhookView,
  webhooksOf,
} from './endpoints.ts'
export { tellWebhooks, WEBHOOK_EVENTS, type WebhookEvent } from './events.ts'
