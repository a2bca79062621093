import { describe, expect, test } from 'vitest';
import { isListed, isPublicAddress } from '../../src/webhooks/public-address.ts';

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.9.9.9', 'loopback'],
  ['0.0.0.0', 'this host'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'shared by a provider'],
  ['100.100.100.200', 'metadata'],
  ['169.254.169.254', 'metadata'],
  ['168.63.129.16', 'a cloud’s own server'],
  ['192.0.0.192', 'metadata'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'this host'],
  ['::1', 'loopback'],
  ['fe80::1', 'link-local'],
  ['fc00::1', 'unique-local'],
  ['fd00:ec2::254', 'metadata'],
  ['ff02::1', 'multicast'],
  ['fec0::1', 'site-local'],
  ['::ffff:127.0.0.1', 'mapped IPv4'],
  ['::ffff:a9fe:a9fe', 'mapped IPv4'],
  ['::ffff:8.8.8.8', 'mapped IPv4'],
  ['::127.0.0.1', 'compatible IPv4'],
  ['64:ff9b::7f00:1', 'translated IPv4'],
  ['2002:7f00:1::', '6to4'],
  ['2001:0:7f00:1::', 'Teredo'],
  ['2001:db8::1', 'documentation'],
])('%s is not public: %s', (address) => expect(isPublicAddress(address)).toBe(false));

test.each(['8.8.8.8', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

describe('what is allowed', () => {
  const allow = ['CRM.internal', '10.0.0.7', '192.168.0.0/16', 'fd00::/8'];
  test.each([
    ['crm.internal', '10.9.9.9', true],
    ['a.crm.internal', '10.9.9.9', false],
    ['b.internal', '10.0.0.7', true],
    ['b.internal', '10.0.0.8', false],
    ['b.internal', '192.168.77.1', true],
    ['b.internal', '::ffff:192.168.77.1', true],
    ['b.internal', 'fd12::1', true],
    ['b.internal', 'fe80::1', false],
  ])('%s at %s: %s', (host, address, listed) => expect(isListed(allow, host, address)).toBe(listed));
});
