import ipaddr from 'ipaddr.js'

/**
 * Whether an address is one of the open internet: not this machine, not a private or link-local network (cloud metadata), not multicast,
 * not a tunnel that leads to one of these (IPv4 in IPv6, 6to4, Teredo, NAT64).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address in IPv6 clothes is judged as what it is.
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // Of IPv6 only 2000::/3 is given out; the rest has no owner yet, or is an old form of IPv4 (::127.0.0.1).
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'))
}
