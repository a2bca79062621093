import { BlockList, isIP } from 'node:net';

/**
 * IPv4 that is not the public Internet: the special-purpose networks of RFC 6890 (loopback, private, link-local with
 * the metadata services of clouds, …), multicast and what is reserved (RFC 5771, RFC 1112), and Azure's own server.
 */
const SPECIAL_V4 = networks(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
);

/** Global unicast (RFC 4291 §2.4): loopback, unique-local, link-local, multicast and mapped IPv4 lie outside. */
const GLOBAL_V6 = networks('2000::/3');

/** Inside of it: Teredo and other protocols (RFC 2928), documentation (RFC 3849, RFC 9637), and 6to4, which wraps any IPv4. */
const SPECIAL_V6 = networks('2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20');

/** Whether an IP address is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !SPECIAL_V4.check(address, 'ipv4');
  return GLOBAL_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6');
}

/** Whether a list of host names, addresses and networks names a host, or the address that it leads to. */
export function isListed(allow: readonly string[], host: string, address: string): boolean {
  if (allow.some((each) => each.toLowerCase() === host.toLowerCase())) return true;
  const listed = networks(...allow.filter((each) => isIP(each.split('/')[0] ?? '')));
  return listed.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

function networks(...written: string[]): BlockList {
  const list = new BlockList();
  for (const each of written) {
    const [address = '', prefix] = each.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
