import ipaddr from 'ipaddr.js'

/**
 * Whether an address is one of the open internet: not this machine, not a private or link-local network (cloud metadata), not multicast,
 * not a tunnel that leads to one of these (IPv4 in IPv6, 6to4, Teredo, NAT64).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address in IPv6 clothes is judged as what it is.
  return ipaddr.process(address).range() === 'unicast'
}
