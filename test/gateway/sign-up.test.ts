import { afterAll, beforeAll, expect, test } from 'vitest';
import { findContact } from '../../src/partners/find-contact.ts';
import { ask, signIn } from './story.ts';
import { addPartner, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const ADA = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  website: 'https://ada.example',
};

async function outboxTypes(): Promise<string[]> {
  const rows = await gateway.partners.db.selectFrom('outbox').select('type').orderBy('id').execute();
  return rows.map((row) => row.type);
}

test('the form has labels, hints, autocomplete and required marks, and no script', async () => {
  const { statusCode, body } = await new Visitor(gateway.http).get('/p/main/sign-up');
  expect(statusCode).toBe(200);
  expect(body).toContain('<label for="field-firstName">First name</label>');
  expect(body).toContain(
    '<label for="field-email">Email address<span class="mark" aria-hidden="true"> *</span></label>',
  );
  expect(body).toMatch(
    /<input id="field-email" name="email" type="email"[^>]* required autocomplete="email" aria-describedby="field-email-hint"/,
  );
  expect(body).toMatch(/name="firstName"[^>]* autocomplete="given-name"/);
  expect(body).not.toMatch(/<script|style="|onclick/);
});

test('every type of field has its control', async () => {
  const { body } = await new Visitor(gateway.http).get('/p/studio/sign-up');
  expect(body).toMatch(/<textarea id="field-about" name="about" rows="4">/);
  expect(body).toMatch(
    /<select id="field-tier" name="tier" required>[^]*<option value="gold">gold<\/option>/,
  );
  expect(body).toMatch(/name="staff" type="text" inputmode="numeric"/);
  expect(body).toMatch(/name="rate" type="text" inputmode="decimal"/);
  expect(body).toMatch(/name="since" type="date"/);
  expect(body).toMatch(/name="terms" type="checkbox" required value="true"/);
});

test('a good application leads to the thank-you page and wakes the dispatcher', async () => {
  const answer = await new Visitor(gateway.http).submit('/p/main/sign-up', ADA);
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/p/main/thank-you']);
  expect(gateway.wakes()).toBe(1);
  expect(await outboxTypes()).toEqual(['form-submitted']);
  expect(await findContact(gateway.partners, 'ada@example.com')).toMatchObject({
    firstName: 'Ada',
    enrolments: [{ program: 'main', status: 'applied' }],
  });
});

test('a second application of a known address looks the same to a stranger and overwrites nothing', async () => {
  const stranger = new Visitor(gateway.http);
  const known = await stranger.submit('/p/main/sign-up', {
    ...ADA,
    email: ' ADA@example.com',
    firstName: 'Eve',
  });
  const fresh = await stranger.submit('/p/main/sign-up', { ...ADA, email: 'grace@example.com' });
  const told = ['statusCode', 'body'] as const;
  expect(told.map((part) => known[part])).toEqual(told.map((part) => fresh[part]));
  expect(Object.keys(known.headers).sort()).toEqual(Object.keys(fresh.headers).sort());
  expect(known.headers.location).toBe(fresh.headers.location);
  expect((await findContact(gateway.partners, 'ada@example.com'))?.firstName).toBe('Ada');
  const page = await stranger.get('/p/main/thank-you');
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/\b(ada|eve|grace)\b/i);
});

test('errors stand beside their fields and in a summary that links to them; what was typed is kept', async () => {
  const before = await outboxTypes();
  const answer = await new Visitor(gateway.http).submit('/p/main/sign-up', {
    ...ADA,
    email: 'ada@',
    website: '',
  });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('<title>Error: ');
  expect(answer.body).toMatch(/<li><a href="#field-email">“Email address” needs an email address/);
  expect(answer.body).toMatch(/<li><a href="#field-website">Please fill in “Website”\./);
  expect(answer.body).toMatch(/<p class="error" id="field-email-error">/);
  expect(answer.body).toMatch(
    /id="field-email"[^>]* aria-describedby="field-email-hint field-email-error" aria-invalid="true" value="ada@"/,
  );
  expect(answer.body).toMatch(/id="field-lastName"[^>]* value="Lovelace"/);
  expect(await outboxTypes()).toEqual(before);
});

test('choices and ticks are kept too', async () => {
  const form = { email: 'x@', tier: 'gold', terms: 'true', about: '</textarea><script>' };
  const { body } = await new Visitor(gateway.http).submit('/p/studio/sign-up', form);
  expect(body).toContain('<option value="gold" selected>gold</option>');
  expect(body).toMatch(/name="terms" type="checkbox" required value="true" checked/);
  expect(body).toContain('>&lt;/textarea&gt;&lt;script&gt;</textarea>');
});

test('a robot, which fills in what nobody sees, is answered like a person and leaves no trace', async () => {
  const page = await new Visitor(gateway.http).get('/p/main/sign-up');
  expect(page.body).toMatch(
    /<p class="trap">[^]*name="_homepage" type="text" autocomplete="off" tabindex="-1"/,
  );
  const before = await outboxTypes();
  const answers = [];
  for (const form of [{ ...ADA, email: 'robot@example.com' }, { email: '' }])
    answers.push(await new Visitor(gateway.http).submit('/p/main/sign-up', { ...form, _homepage: 'x' }));
  expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
    [303, '/p/main/thank-you'],
    [303, '/p/main/thank-you'],
  ]);
  expect(await outboxTypes()).toEqual(before);
  expect(gateway.log()).toContain('a robot filled in the sign-up form');
  expect(gateway.log()).not.toContain('robot@');
});

test('where the program approves by rule, nothing is said of a decision', async () => {
  const open = await startTestGateway();
  const settings = structuredClone(open.partners.settings());
  Object.assign(settings.programs['main'] ?? {}, { approval: 'automatic' });
  open.partners.settings = () => settings;
  const visitor = new Visitor(open.http);
  const { body } = await visitor.get('/p/main/sign-up');
  expect(body).toContain('The rest comes by email.');
  expect((await visitor.submit('/p/main/sign-up', ADA)).statusCode).toBe(303);
  const thanks = (await visitor.get('/p/main/thank-you')).body;
  expect(thanks).toContain('Thank you for joining');
  expect(body + thanks).not.toContain('every application');
  const contact = await findContact(open.partners, ADA.email);
  expect(contact?.enrolments[0]?.status).toBe('approved');
  await ask(open.partners, contact?.id ?? '');
  const kim = await signIn(open);
  expect((await kim.get(`/console/contacts/${contact?.id}`)).body).toContain(
    'Filled in the form partner-sign-up, and is approved by the program’s rule',
  );
  await open.close();
});

test('the code of whoever brought them stays in the form through its errors', async () => {
  const own = await startTestGateway();
  const ada = await addPartner(own, { email: ADA.email });
  const visitor = new Visitor(own.http);
  const page = `/p/main/sign-up?ref=${ada.enrolments[0]?.referralCode}`;
  const hidden = /name="_ref" value="([^"]+)"/;
  const ref = hidden.exec((await visitor.get(page)).body)?.[1] ?? '';
  const refused = await visitor.submit(page, { email: 'x', _ref: ref }, '/p/main/sign-up');
  expect(hidden.exec(refused.body)?.[1]).toBe(ref);
  const cyd = { ...ADA, email: 'cyd@example.com', _ref: ref };
  expect((await visitor.submit(page, cyd, '/p/main/sign-up')).statusCode).toBe(303);
  const rows = await own.partners.db.selectFrom('enrolments').select('recruited_by').execute();
  expect(rows.map((row) => row.recruited_by)).toContain(ada.id);
  expect((await visitor.get('/p/main/sign-up?ref=a&ref=b')).body).not.toMatch(hidden);
  await own.close();
});

test('markup in a name is text', async () => {
  const answer = await new Visitor(gateway.http).submit('/p/main/sign-up', {
    firstName: '"><script>alert(1)</script>',
    email: 'x',
  });
  expect(answer.body).not.toContain('<script');
  expect(answer.body).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
});

test.each<[string, (visitor: Visitor) => Promise<{ statusCode: number; body: string }>]>([
  ['without a cookie and token', (visitor) => visitor.request('POST', '/p/main/sign-up', ADA)],
  [
    'with a token from another browser',
    async (visitor) => {
      await visitor.get('/p/main/sign-up');
      const { body } = await new Visitor(gateway.http).get('/p/main/sign-up');
      const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
      return visitor.request('POST', '/p/main/sign-up', { ...ADA, _csrf: token });
    },
  ],
])('a form sent %s is 403 and says what to do', async (_how, post) => {
  const before = await outboxTypes();
  const answer = await post(new Visitor(gateway.http));
  expect(answer.statusCode).toBe(403);
  expect(answer.body).toContain('load the page again');
  expect(await outboxTypes()).toEqual(before);
});

test.each(['nobody', 'closed', '__proto__'])('there is no form for the program %s', async (program) => {
  const answer = await new Visitor(gateway.http).get(`/p/${program}/sign-up`);
  expect(answer.statusCode).toBe(404);
  expect(answer.body).toContain('There is no sign-up form here');
});

test('the first page lists the programs that take applications', async () => {
  const { body } = await new Visitor(gateway.http).get('/');
  expect(body.match(/href="\/p\/[^"]+"/g)).toEqual(['href="/p/main/sign-up"', 'href="/p/studio/sign-up"']);
});

test('the log names nobody', () => {
  expect(gateway.log()).toContain('"route":"/p/:program/sign-up"');
  expect(gateway.log()).not.toMatch(/example|Ada|Lovelace|_csrf/i);
});
