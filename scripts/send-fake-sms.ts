// node scripts/send-fake-sms.ts --url http://127.0.0.1:8080 --token TOKEN [--whatsapp] [--sid SM…] [--from +1…] "text"
// Prints a curl command of a signed Twilio webhook (and runs it with --run). In demo mode the token is made at start: use /simulator,
// or start with TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_SMS_FROM and TWILIO_API_URL set to a stand-in.
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import twilio from 'twilio'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    token: { type: 'string' },
    account: { type: 'string', default: `AC${'0'.repeat(32)}` },
    whatsapp: { type: 'boolean' },
    sid: { type: 'string' },
    from: { type: 'string', default: '+13465550123' },
    run: { type: 'boolean' },
  },
})
if (!values.token || positionals.length === 0) {
  console.error('Usage: node scripts/send-fake-sms.ts --token AUTH_TOKEN [--url PUBLIC_URL] [--whatsapp] [--sid SM…] [--run] "text"')
  process.exit(2)
}
const sid = values.sid ?? `SM${randomBytes(16).toString('hex')}`
const prefix = values.whatsapp ? 'whatsapp:' : ''
const fields: Record<string, string> = {
  MessageSid: sid,
  SmsSid: sid,
  SmsMessageSid: sid,
  AccountSid: values.account,
  From: `${prefix}${values.from}`,
  To: `${prefix}+15005550006`,
  Body: positionals.join(' '),
  NumMedia: '0',
  NumSegments: '1',
  SmsStatus: 'received',
  ApiVersion: '2010-04-01',
}
const url = `${values.url}/webhooks/twilio/messages`
const signature = twilio.getExpectedTwilioSignature(values.token, url, fields)
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
console.log(
  `curl -sS -X POST ${quoted(url)} -H ${quoted(`X-Twilio-Signature: ${signature}`)} ${Object.entries(fields)
    .map(([k, v]) => `--data-urlencode ${quoted(`${k}=${v}`)}`)
    .join(' ')}`,
)
if (values.run) {
  const response = await fetch(url, { method: 'POST', headers: { 'x-twilio-signature': signature }, body: new URLSearchParams(fields) })
  console.log(response.status, await response.text())
}
