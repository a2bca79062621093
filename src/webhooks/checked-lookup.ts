import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isListed, isPublicAddress } from './public-address.ts';
import { WebhookRefused, type WebhookSettings } from './settings.ts';

/**
 * Looks a host up for a connection, and answers with addresses that may be called only. The connection is made to what
 * is answered here, so a name that leads elsewhere a moment later changes nothing. One address that may not be called
 * refuses the host: it is no name for the public Internet.
 */
export function checkedLookup({ allow, resolve = systemAddresses }: WebhookSettings): LookupFunction {
  return (host, { all }, callback) => {
    const answer = (error: Error | null, addresses: Awaited<ReturnType<typeof resolve>>) => {
      if (all) callback(error, addresses);
      else callback(error, addresses[0]?.address ?? '', addresses[0]?.family);
    };
    resolve(host)
      .then((addresses) => {
        for (const { address } of addresses) mustBeCallable(allow, host, address);
        return addresses;
      })
      .then(
        (addresses) => answer(null, addresses),
        (error: Error) => answer(error, []),
      );
  };
}

/** Checks an address that stands in the URL itself, for which no lookup is made. @throws WebhookRefused. */
export function checkHost(allow: WebhookSettings['allow'], { hostname }: URL): void {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host)) mustBeCallable(allow, host, host);
}

function mustBeCallable(allow: WebhookSettings['allow'], host: string, address: string): void {
  if (isPublicAddress(address) || isListed(allow, host, address)) return;
  throw new WebhookRefused(
    `The webhook's address leads to ${address}, which is not public. If it may be called, add it to MAPWRIGHT_WEBHOOK_ALLOW.`,
  );
}

function systemAddresses(host: string) {
  return systemLookup(host, { all: true });
}
