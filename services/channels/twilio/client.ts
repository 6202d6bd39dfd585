import twilio from 'twilio'
import type { TwilioSettings } from '../../config/index.ts'

const TIMEOUT_MS = 10_000

/** The official client, speaking to TWILIO_API_URL: another host only in tests and demo. No retries of its own: the outbox retries. */
export function createTwilioClient(settings: TwilioSettings): ReturnType<typeof twilio> {
  const origin = new URL(settings.apiUrl).origin
  const http = new twilio.RequestClient({ timeout: TIMEOUT_MS, autoRetry: false, keepAlive: true })
  const send = http.request.bind(http)
  http.request = (options) => send({ ...options, uri: options.uri.replace('https://api.twilio.com', origin) })
  return twilio(settings.accountSid, settings.authToken, { httpClient: http })
}
