import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyScript } from '../../src/gateway/views/copy-script.ts';
import { stylesheet } from '../../src/gateway/views/stylesheet.ts';
import { closeLogins } from '../../src/partners/login-links.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { changeSuspension } from '../../src/partners/suspend.ts';
import { transact } from '../../src/storage/transact.ts';
import { SETTINGS } from './settings.ts';
import { apply } from './story.ts';
import { addPartner, loginPath, START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;

// One for each test: there is a limit to logins from one address.
beforeEach(async () => {
  gateway = await startTestGateway();
});
afterEach(() => gateway.close());

/** Somebody in both programs who has signed in to the first one on a phone. Entries come in the order in which they are taken. */
async function ada() {
  const { partners, http } = gateway;
  const email = 'ada@example.com';
  const { id } = await addPartner(gateway, { email });
  await apply(partners, { email }, 'studio');
  let entry = 0;
  const grant = (program: string): Promise<string> => {
    entry += 1;
    return loginPath(gateway, id, entry, program);
  };
  const signIn = async (program: string, device = new Visitor(http)): Promise<Visitor> => {
    await device.submit(await grant(program), {});
    return device;
  };
  const revoke = (program: string): Promise<void> => {
    entry += 1;
    const before = entry;
    return transact(partners.db, (trx) => closeLogins(partners, trx, { contactId: id, program, before }));
  };
  const setStatus = (status: 'approved' | 'rejected') =>
    partners.db
      .updateTable('enrolments')
      .set({ status })
      .where('contact_id', '=', id)
      .where('program', '=', 'studio')
      .execute();
  return { id, email, grant, signIn, revoke, setStatus, phone: await signIn('main') };
}

type Ada = Awaited<ReturnType<typeof ada>>;

/** The programs that a page offers, the one that it shows in brackets; nothing where there is no choice. */
function offered(body: string): string[] {
  const nav = /<nav aria-label="Your programs">([^]*?)<\/nav>/.exec(body)?.[1] ?? '';
  return [...nav.matchAll(/<a href="[^"]*"( aria-current="page")?>([^<]+)<\/a>/g)].map(
    ([, current, title = '']) => (current ? `[${title}]` : title),
  );
}

const BOTH = ['[Acme partners]', 'Studio program'];

describe('who is signed in to the first program sees the other one', () => {
  const cases: [when: string, sees: boolean, happens: (ada: Ada) => Promise<unknown>][] = [
    ['no map has granted a login to it', false, async () => undefined],
    ['the link was not used yet', false, ({ grant }) => grant('studio')],
    [
      'the link has run out',
      false,
      async ({ grant }) => {
        await grant('studio');
        gateway.clock.now += 4 * 86_400_000;
      },
    ],
    ['the link was used on another device', true, ({ signIn }) => signIn('studio')],
    [
      'that device was signed out since',
      true,
      async ({ signIn }) => {
        const desk = await signIn('studio');
        await desk.submit('/partner', {}, '/partner/sign-out');
      },
    ],
    [
      'a map has closed it',
      false,
      async ({ signIn, revoke }) => {
        await signIn('studio');
        await revoke('studio');
      },
    ],
    [
      'a map has closed it and granted a new link, not used yet',
      false,
      async ({ signIn, revoke, grant }) => {
        await signIn('studio');
        await revoke('studio');
        await grant('studio');
      },
    ],
    [
      'a map has closed it, and the new link was used',
      true,
      async ({ signIn, revoke }) => {
        await signIn('studio');
        await revoke('studio');
        await signIn('studio');
      },
    ],
    [
      'they are suspended there',
      true,
      async ({ signIn, setStatus, email }) => {
        await signIn('studio');
        await setStatus('approved');
        const by = { program: 'studio', by: 'kim@example.com' };
        await changeSuspension(gateway.partners, { contact: email, to: 'suspended', ...by });
      },
    ],
    [
      'they were declined there',
      true,
      async ({ signIn, setStatus }) => {
        await signIn('studio');
        await setStatus('rejected');
      },
    ],
  ];
  test.each(cases)('%s: %s', async (_when, sees, happens) => {
    const partner = await ada();
    await happens(partner);
    const home = await partner.phone.get('/partner');
    expect([home.statusCode, offered(home.body)]).toEqual([200, sees ? BOTH : []]);
    const other = await partner.phone.get('/partner?program=studio');
    expect(other.statusCode).toBe(sees ? 200 : 404);
    expect(other.body).toMatch(
      sees ? /<title>[^<]+ – Studio program/ : /This partner center is not open to you/,
    );
  });
});

describe('what ends the session ends it for all programs', () => {
  const cases: [what: string, happens: (ada: Ada) => Promise<unknown>][] = [
    ['signing out', ({ phone }) => phone.submit('/partner?program=studio', {}, '/partner/sign-out')],
    [
      'signing out from another device, signed in to the other program',
      async ({ signIn }) => {
        const desk = await signIn('studio');
        await desk.submit('/partner/devices', { device: 'others' });
      },
    ],
    ['closing the login that opened it', ({ revoke }) => revoke('main')],
    [
      'closing it, whatever is granted and used later',
      async ({ revoke, signIn }) => {
        await revoke('main');
        await signIn('main');
      },
    ],
  ];
  test.each(cases)('%s', async (_what, happens) => {
    const partner = await ada();
    const copy = new Visitor(gateway.http);
    await partner.signIn('studio');
    expect(offered((await partner.phone.get('/partner')).body)).toEqual(BOTH);
    Object.assign(copy.cookies, partner.phone.cookies);
    await happens(partner);
    for (const path of ['/partner', '/partner?program=studio', '/partner/sales?program=main'])
      expect((await copy.get(path)).statusCode, path).toBe(401);
  });
});

test('every page has the switch, keeps the program in its links and forms, and leads to the same page of the other', async () => {
  const { phone, signIn } = await ada();
  await signIn('studio');
  const shared = Buffer.byteLength(stylesheet + copyScript.text);
  for (const page of ['', '/sales', '/mails', '/profile', '/devices']) {
    const { body } = await phone.get(`/partner${page}?program=studio`);
    expect(Buffer.byteLength(body) + shared, page).toBeLessThan(50 * 1024);
    expect(offered(body), page).toEqual(['Acme partners', '[Studio program]']);
    expect(body).toContain(`<a href="/partner${page}?program=main">Acme partners</a>`);
    const addresses = [...body.matchAll(/(?:href|action)="(\/partner[^"]*)"/g)].map(
      ([, address = '']) => address,
    );
    const others = addresses.filter((address) => !address.endsWith('?program=studio'));
    expect(others.sort(), page).toEqual([`/partner${page}?program=main`, '/partner/sign-out'].sort());
  }
  const saved = await phone.submit('/partner/profile?program=studio', { firstName: 'Ada' });
  expect(saved.headers.location).toBe('/partner/profile?program=studio&saved=yes');
  expect((await phone.submit('/partner/mails?program=studio', {})).headers.location).toBe(
    '/partner/mails?program=studio&saved=yes',
  );
  expect((await phone.submit('/partner/devices?program=studio', {})).headers.location).toBe(
    '/partner/devices?program=studio',
  );
});

test('figures, sales and QR codes are those of the program that is shown', async () => {
  const { id, phone, signIn } = await ada();
  await signIn('studio');
  const sale = { partner: { contactId: id }, at: START };
  await recordSale(gateway.partners, {
    ...sale,
    program: 'main',
    id: `${id}-1`,
    amount: '11.00',
    currency: 'USD',
  });
  await recordSale(gateway.partners, {
    ...sale,
    program: 'studio',
    id: `${id}-2`,
    amount: '700',
    currency: 'JPY',
  });
  const figures = async (program: string) =>
    /<dd>([^<]+)/.exec((await phone.get(`/partner?program=${program}`)).body)?.[1];
  expect([await figures('main'), await figures('studio')]).toEqual([
    '$11.00',
    expect.stringMatching(/^[¥￥]700$/),
  ]);
  expect((await phone.get('/partner/sales?program=studio')).body).not.toContain('$11.00');
  // No map of the studio counts anything: there is nothing to be reached.
  const headings = async (program: string) =>
    [...(await phone.get(`/partner?program=${program}`)).body.matchAll(/<h2 id="([a-z]+)"/g)].map(
      ([, id]) => id,
    );
  expect([await headings('main'), await headings('studio')]).toEqual([
    ['links', 'milestones', 'sales'],
    ['links', 'sales'],
  ]);
  const picture = /<img src="(\/partner\/qr\/\w+)"/.exec(
    (await phone.get('/partner?program=main')).body,
  )?.[1];
  // The browser fetches it without saying which program its page shows.
  const desk = await signIn('studio');
  expect((await desk.get(picture ?? '')).statusCode).toBe(200);
});

test.each(['closed', 'constructor', 'main&program=studio'])(
  'a program that is none of theirs (%s)',
  async (name) => {
    const { phone, signIn } = await ada();
    await signIn('studio');
    const { statusCode, body } = await phone.get(`/partner?program=${name}`);
    expect(statusCode).toBe(name.includes('&') ? 200 : 404);
    expect(body).not.toContain('By invitation');
  },
);

test('a link that is used in the same browser takes the place of the session before: there is one device', async () => {
  const { phone, signIn } = await ada();
  const before = new Visitor(gateway.http);
  Object.assign(before.cookies, phone.cookies);
  await signIn('studio', phone);
  const { body } = await phone.get('/partner/devices');
  expect(offered(body)).toEqual(['Acme partners', '[Studio program]']);
  expect(body.match(/<strong>/g)).toHaveLength(1);
  expect((await before.get('/partner')).statusCode).toBe(401);
});

test('a program that the release has no more is not shown, and its sessions are over', async () => {
  const { phone, signIn } = await ada();
  const desk = await signIn('studio');
  const { main } = SETTINGS.programs;
  if (!main) throw new Error('The settings have a program.');
  gateway.partners.settings = () => ({ ...SETTINGS, programs: { main } });
  expect(offered((await phone.get('/partner')).body)).toEqual([]);
  expect((await phone.get('/partner?program=studio')).statusCode).toBe(404);
  expect((await desk.get('/partner?program=main')).statusCode).toBe(401);
});
