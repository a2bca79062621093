import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dkimOf } from '../../src/email/dkim.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import { openMailWorkshop } from './mail-workshop.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
});
const RECORD = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`;
const SETTINGS = {
  smtpPort: 587,
  dkimDomain: 'acme.example',
  dkimSelector: 'mail',
  dkimPrivateKey: privateKey,
};

/** An independent verifier, which asks this for the key in place of the DNS. */
async function verdictOn(raw: string) {
  const asked: string[] = [];
  const resolver = (name: string): Promise<string[][]> => {
    asked.push(name);
    return Promise.resolve([[RECORD]]);
  };
  const { results } = await dkimVerify(raw, { resolver });
  return { asked, results: results.map(({ status, signingDomain }) => [status.result, signingDomain]), raw };
}

describe('a signed mail', () => {
  const signedMail = async (): Promise<string> => {
    const shop = await openMailWorkshop('news');
    onTestFinished(() => shop.close());
    const dkim = await dkimOf(SETTINGS);
    if (!dkim) throw new Error('no signature was configured');
    shop.mailer.server = smtpMailServer(shop.smtp.url, {}, dkim);
    const topics = { news: { title: 'News', marketing: true, default: 'subscribed' as const } };
    shop.policy = { topics };
    await shop.send({ unsubscribeUrl: 'https://partners.acme.example/unsubscribe/token' });
    return shop.smtp.received[0]?.raw ?? '';
  };

  test('is found genuine by another implementation', async () => {
    const { asked, results } = await verdictOn(await signedMail());
    expect(results).toEqual([['pass', 'acme.example']]);
    expect(asked).toContain('mail._domainkey.acme.example');
  });

  test('is signed with one-click unsubscribing (RFC 8058 §3.1)', async () => {
    const signature = /^DKIM-Signature:(.*?)\r\n(?! )/ms.exec(await signedMail())?.[1] ?? '';
    const fields = /;h=([^;]+);/.exec(signature.replace(/\s+/g, ''))?.[1]?.toLowerCase().split(':');
    expect(fields).toEqual(
      expect.arrayContaining(['from', 'subject', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post']),
    );
  });

  test.each([
    ['its subject', 'Subject: ', 'Subject: Fwd: '],
    ['where one unsubscribes', 'List-Unsubscribe: <https://', 'List-Unsubscribe: <https://evil.'],
    ['its text', 'you earned', 'you lost'],
  ])('is found out when %s is changed', async (_what, from, to) => {
    const raw = await signedMail();
    const forged = raw.replace(from, to);
    expect(forged).not.toBe(raw);
    const { results } = await verdictOn(forged);
    expect(results).toEqual([[expect.stringMatching(/fail|neutral/), 'acme.example']]);
  });
});

describe('the key', () => {
  const key = (dkimPrivateKey: string) => dkimOf({ ...SETTINGS, dkimPrivateKey });

  test('may be a file, or text with its line breaks written out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mapwright-dkim-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'dkim.pem'), privateKey);
    const expected = { domain: 'acme.example', selector: 'mail', privateKey };
    expect(await key(join(folder, 'dkim.pem'))).toEqual(expected);
    expect(await key(privateKey.replaceAll('\n', '\\n'))).toEqual(expected);
  });

  test.each([
    [
      'a file that is not there',
      '/no/such/key.pem',
      /MAPWRIGHT_DKIM_PRIVATE_KEY: is neither a key in PEM nor/,
    ],
    ['no key', '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----', /holds no RSA private key/],
    [
      'a key that nodemailer cannot sign with',
      generateKeyPairSync('ed25519', {
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      }).privateKey,
      /holds no RSA private key/,
    ],
  ])('%s is refused, without a word of it', async (_what, given, message) => {
    const error: unknown = await key(given).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain(given);
  });

  test('without settings nothing is signed', async () => {
    expect(await dkimOf({ smtpPort: 587 })).toBeUndefined();
  });
});
