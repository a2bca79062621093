import type { LookupAddress } from 'node:dns';

/** What calls to other systems may reach and show. */
export interface WebhookSettings {
  /** Host names, addresses and networks (`10.0.0.0/8`) that may be called although they are not public. */
  allow: readonly string[];
  /** By the NAME of `${secret.NAME}`. */
  secrets: Readonly<Record<string, string>>;
  /** Finds all addresses of a host; absent: as the system does. */
  resolve?: (host: string) => Promise<LookupAddress[]>;
}

/** A call that is not made, however often it is tried. The message is for people, and holds no secret. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}
