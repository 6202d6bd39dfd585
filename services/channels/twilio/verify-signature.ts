import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'

/**
 * Whether a webhook was signed with our token over the exact public URL and all its fields, as Twilio signs.
 * The URL comes from the settings, never from the Host header: whoever sends the request chooses that one.
 * @param request.pathAndQuery as received: "/webhooks/twilio/messages?x=1"
 * @param request.fields every form field, values untrimmed; a repeated field as an array
 */
export function isSigned(request: {
  authToken: string
  publicUrl: string
  pathAndQuery: string
  signature: string | undefined
  fields: Readonly<Record<string, string | string[]>>
}): boolean {
  if (!request.signature) return false
  return validateRequest(request.authToken, request.signature, request.publicUrl + request.pathAndQuery, { ...request.fields })
}
