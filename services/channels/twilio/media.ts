import type { TwilioSettings } from '../../config/index.ts'
import type { MediaAccess } from '../channel.ts'

/** Twilio's API answers with a redirect to its media store: on a host of its own, or in one folder of Amazon's. */
const STORE_FOLDER = '/media.twiliocdn.com/'

/** Media of our own account, with our credentials for the API and none for the store that it leads to. */
export function twilioMedia({ accountSid, authToken, apiUrl }: TwilioSettings): MediaAccess {
  const api = new URL(apiUrl).origin
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  return {
    async headersFor(url) {
      if (url.origin === api) return url.pathname.startsWith(`/2010-04-01/Accounts/${accountSid}/`) ? { authorization } : undefined
      if (url.protocol !== 'https:' || url.port !== '') return undefined
      const isStore = url.hostname === 'twiliocdn.com' || url.hostname.endsWith('.twiliocdn.com')
      return isStore || (url.hostname === 's3-external-1.amazonaws.com' && url.pathname.startsWith(STORE_FOLDER)) ? {} : undefined
    },
  }
}
