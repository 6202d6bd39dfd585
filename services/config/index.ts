export { envExample } from './env-example.ts'
export {
  type BotSettings,
  loadSettings,
  type RetentionSettings,
  type Settings,
  type SpeechSettings,
  type TwilioSettings,
} from './load-settings.ts'
