export { envExample } from './env-example.ts'
export { loadSettings, type Settings, type TwilioSettings } from './load-settings.ts'
