import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ConfigurationUnusable, type Configuration } from '../configuration/configuration.ts';

/** How mails are signed by DKIM (RFC 6376). */
export interface Dkim {
  /** Whose name the signature bears (`d=`); the sender's domain, or one above it, for DMARC. */
  domain: string;
  /** Under `SELECTOR._domainkey.DOMAIN` receivers find the public key. */
  selector: string;
  /** PEM. A secret. */
  privateKey: string;
}

/**
 * The fields that a signature covers. RFC 8058 §3.1 wants both of one-click unsubscribe among them, and what comes more
 * than once in a forged mail is named whether it is there or not.
 */
export const SIGNED_FIELDS = [
  'From',
  'Sender',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'To',
  'Cc',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
].join(':');

const KEY = 'MAPWRIGHT_DKIM_PRIVATE_KEY';

/** Receivers ignore what is signed with less (RFC 8301 §3.2). */
const FEWEST_BITS = 1_024;

/**
 * How the configuration wants mails signed; undefined where it does not. A key that does not begin as PEM is the path of
 * a file, relative to the working directory.
 * @throws ConfigurationUnusable when the key cannot be read, or is none that signs.
 */
export async function dkimOf({
  dkimDomain: domain,
  dkimSelector: selector,
  dkimPrivateKey: given,
}: Configuration['mail']): Promise<Dkim | undefined> {
  if (domain === undefined || selector === undefined || given === undefined) return undefined;
  const privateKey = given.includes('-----BEGIN') ? given.replaceAll('\\n', '\n') : await contentOf(given);
  const key = keyIn(privateKey);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key?.asymmetricKeyType !== 'rsa' || bits < FEWEST_BITS) {
    throw unusable(
      'holds no RSA private key of at least 1024 bits.',
      'Make one with: openssl genrsa -out dkim.pem 2048, and publish its public key in DNS.',
    );
  }
  return { domain, selector, privateKey };
}

async function contentOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw unusable(
      'is neither a key in PEM nor a file that can be read.',
      'Give the path of the PEM file, or its text beginning with -----BEGIN.',
    );
  });
}

function keyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function unusable(why: string, fix: string): ConfigurationUnusable {
  return new ConfigurationUnusable([{ key: KEY, why, fix }]);
}
