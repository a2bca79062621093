import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createGateway, type GatewayOptions } from '../../src/gateway/gateway.ts';
import { findContact, type ContactView } from '../../src/partners/find-contact.ts';
import { openLogin } from '../../src/partners/login-links.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { compiledEmail } from './compiled-emails.ts';
import { MAPS, SETTINGS } from './settings.ts';
import { transact } from '../../src/storage/transact.ts';

/** 2026-01-05T09:00:00Z. */
export const START = Date.UTC(2026, 0, 5, 9);

export const WEBHOOK_SECRET = `whsec_${Buffer.from('a webhook secret of 32 bytes....').toString('base64')}`;

/** A gateway on a real SQLite file in a folder of its own. */
export interface TestGateway {
  http: FastifyInstance;
  partners: Partners;
  clock: { now: number };
  /** Everything that was logged, as text. */
  log: () => string;
  /** How often the dispatcher was woken. */
  wakes: () => number;
  /** Sign-in links that were mailed. */
  mailed: { address: string; url: string }[];
  close: () => Promise<void>;
}

/** Starts one; nothing listens until a test calls `http.listen`. */
export async function startTestGateway(
  options: Partial<GatewayOptions> & { publicUrl?: string } = {},
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'mapwright-gateway-'));
  const db = await openDatabase(join(folder, 'mapwright.db'));
  const clock = { now: START };
  const lines: string[] = [];
  let wakes = 0;
  const { publicUrl = 'http://127.0.0.1:8080', ...rest } = options;
  const now = (): number => clock.now;
  const partners: Partners = {
    db,
    settings: () => SETTINGS,
    now,
    randomId: randomUUID,
    secret: 'a secret for tests',
    publicUrl,
  };
  const mailed: TestGateway['mailed'] = [];
  const http = await createGateway({
    partners,
    maps: () => MAPS,
    log: pino({ level: 'trace' }, { write: (line) => void lines.push(line) }),
    sessionKey: randomBytes(32),
    webhookSecret: WEBHOOK_SECRET,
    now,
    onCommitted: () => {
      wakes += 1;
    },
    ready: async () => ({ ok: true, detail: { database: 'ok' } }),
    sendSignInLink: async (address, url) => void mailed.push({ address, url }),
    sendPartnerLinks: async (address, links) =>
      void mailed.push(...links.map(({ url }) => ({ address, url }))),
    email: compiledEmail,
    ...rest,
  });
  const close = async (): Promise<void> => {
    await http.close();
    await db.destroy();
    await rm(folder, { recursive: true });
  };
  return { http, partners, clock, log: () => lines.join(''), wakes: () => wakes, mailed, close };
}

/** Applies by the form and is approved in the database: how that is decided is not the gateway's matter. */
export async function addPartner(
  { http, partners }: TestGateway,
  fields: { email: string; firstName?: string },
): Promise<ContactView> {
  await new Visitor(http).submit('/p/main/sign-up', { website: 'https://ada.example', ...fields });
  const contact = await findContact(partners, fields.email);
  if (!contact) throw new Error('The sign-up was refused.');
  await partners.db
    .updateTable('enrolments')
    .set({ status: 'approved', approved_at: partners.now() })
    .where('contact_id', '=', contact.id)
    .execute();
  return contact;
}

/** The path of a fresh login link. */
export async function loginPath(
  { partners }: TestGateway,
  contactId: string,
  entry = 1,
  program = 'main',
): Promise<string> {
  const origin = { map: 'partner-welcome', step: 'partner-login', entry };
  const { url } = await transact(partners.db, (trx) =>
    openLogin(partners, trx, { contactId, origin, program, validFor: { days: 3 } }),
  );
  return new URL(url).pathname;
}

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;

/** What is sent with a form; several values under one name as ticked boxes send them. */
type Form = Record<string, string | readonly string[]>;

function encoded(form: Form): string {
  const encode = ([name, value]: [string, string | readonly string[]]): string =>
    new URLSearchParams([value].flat().map((each): [string, string] => [name, each])).toString();
  return Object.entries(form).map(encode).filter(Boolean).join('&');
}

/** Someone with a browser that keeps cookies and fills in forms. */
export class Visitor {
  readonly cookies: Record<string, string> = {};
  readonly #http: FastifyInstance;

  constructor(http: FastifyInstance) {
    this.#http = http;
  }

  /** Any request, with the cookies so far. */
  async request(method: 'GET' | 'HEAD' | 'POST', url: string, form?: Form): Promise<Answer> {
    const answer = await this.#http.inject({
      method,
      url,
      cookies: this.cookies,
      ...(form && {
        payload: encoded(form),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    });
    for (const cookie of answer.cookies) this.cookies[cookie.name] = cookie.value;
    return answer;
  }

  get(url: string): Promise<Answer> {
    return this.request('GET', url);
  }

  /** Opens a page and sends its form, or `to` from it. */
  async submit(page: string, fields: Form, to = page): Promise<Answer> {
    const { body } = await this.get(page);
    const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
    return this.request('POST', to, { ...fields, _csrf: token });
  }
}
