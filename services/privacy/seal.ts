import { createHmac, createSecretKey } from 'node:crypto'
import type { Algorithm } from './aead.ts'
import type { KeyWrap } from './key-wrap.ts'
import { openValue, sealValue } from './sealed-value.ts'

const TAG_CHARS = 20

/** Seals and opens one person's words; the key lives only as long as this object. */
export interface PersonVault {
  sealText(text: string, context: string): Uint8Array
  openText(sealed: Uint8Array, context: string): string
  sealBytes(plain: Uint8Array, context: string): Uint8Array
  openBytes(sealed: Uint8Array, context: string): Uint8Array
  /** The same for the same person and context, different for every other context: counts people without naming one. */
  tag(context: string): string
}

/** Keys of the service itself: made once, kept wrapped, so that changing the master key changes no look-up. */
export const SERVICE_KEYS = ['address-hash', 'staff-sessions', 'service-data'] as const
export type ServiceKeys = Readonly<Record<(typeof SERVICE_KEYS)[number], Uint8Array>>

/** The keys of the service: a master key wraps one data key per person; look-ups go by keyed hash. */
export interface Vault {
  /** A new data key, wrapped for storage. Deleting it erases the person. */
  newDataKey(): Uint8Array
  forPerson(wrappedKey: Uint8Array): PersonVault
  /** HMAC-SHA256 of an address on a channel, hex: equal addresses give equal hashes, and nothing else is learnt. */
  addressHash(channel: string, address: string): string
  /** For what belongs to no person of ours: invitations, reasons of staff. */
  readonly service: PersonVault
  /** Secret of staff sessions, hex. */
  readonly staffSecret: string
  /** The present master keys; replaced as a whole by useKeys. */
  readonly wrap: KeyWrap
  useKeys(wrap: KeyWrap): void
}

/** A vault of a key that is at hand. It seals by one algorithm, and opens what any of them has sealed. */
export function vaultOf(bytes: Uint8Array, algorithm: Algorithm = 'aes-256-gcm'): PersonVault {
  // A key object is prepared once; bytes would be prepared at every use.
  const key = createSecretKey(bytes)
  return {
    sealText: (text, context) => sealValue(key, Buffer.from(text, 'utf8'), context, algorithm),
    openText: (sealed, context) => Buffer.from(openValue(key, sealed, context)).toString('utf8'),
    sealBytes: (plain, context) => sealValue(key, plain, context, algorithm),
    openBytes: (sealed, context) => openValue(key, sealed, context),
    tag: (context) => createHmac('sha256', key).update(`tag\0${context}`).digest('hex').slice(0, TAG_CHARS),
  }
}

export function createVault(keyWrap: KeyWrap, serviceKeys: ServiceKeys, algorithm: Algorithm = 'aes-256-gcm'): Vault {
  let wrap = keyWrap
  const hashKey = createSecretKey(serviceKeys['address-hash'])
  return {
    newDataKey: () => wrap.newKey(),
    forPerson: (wrappedKey) => vaultOf(wrap.unwrap(wrappedKey), algorithm),
    addressHash: (channel, address) => createHmac('sha256', hashKey).update(`${channel}\0${address}`).digest('hex'),
    service: vaultOf(serviceKeys['service-data'], algorithm),
    staffSecret: Buffer.from(serviceKeys['staff-sessions']).toString('hex'),
    get wrap() {
      return wrap
    },
    useKeys(next) {
      wrap = next
    },
  }
}
