import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideApproval as decideInDatabase } from '../../src/partners/decide-approval.ts';
import { setPreferences } from '../../src/partners/consents.ts';
import { consumeLogin, openLogin as openInDatabase } from '../../src/partners/login-links.ts';
import { recordRefund as refundInDatabase } from '../../src/partners/record-refund.ts';
import { recordSale as sellInDatabase } from '../../src/partners/record-sale.ts';
import { submitSignUp as submitToDatabase } from '../../src/partners/submit-sign-up.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { decideApproval, requestApproval } from '../../src/simulator/approvals.ts';
import type { Facts, Refusal } from '../../src/simulator/facts.ts';
import { recordRefund, recordSale } from '../../src/simulator/ledger.ts';
import { openLogin, useLogin } from '../../src/simulator/logins.ts';
import { submitSignUp } from '../../src/simulator/sign-up.ts';
import { unsubscribe } from '../../src/simulator/subscriptions.ts';
import { latestAnswers } from '../../src/storage/consents.ts';
import { ask, company, factsOf, START } from '../partners/partner-company.ts';
import { transact } from '../../src/storage/transact.ts';

const sale = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c'),
    amount: fc.constantFrom<number | string>(100, '33.33', '0.05', -1, 1.005, 'x'),
    kind: fc.constantFrom('first' as const, 'recurring' as const),
    product: fc.constant('kit'),
    at: fc.constantFrom(START - 5, START + 5),
  },
  { requiredKeys: ['id', 'amount'] },
);
const refund = fc.record(
  { sale: fc.constantFrom('a', 'b', 'c'), amount: fc.constantFrom<number | string>(1, '33.33', 50, 0) },
  { requiredKeys: ['sale'] },
);
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('sale' as const), sale }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('refund' as const), refund }) },
  fc.record({
    do: fc.constant('submit' as const),
    firstName: fc.constantFrom('', 'Ada', 'Eve'),
    consent: fc.boolean(),
  }),
  fc.record({ do: fc.constant('unsubscribe' as const), topic: fc.constantFrom('news', 'tips') }),
  fc.record({ do: fc.constant('ask' as const), again: fc.boolean() }),
  fc.record({
    do: fc.constantFrom('approved' as const, 'rejected' as const),
    reason: fc.constantFrom('why', undefined),
  }),
  fc.record({ do: fc.constant('grant' as const), entry: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('login' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 86_400_000, 4 * 86_400_000) }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** One contact, in a database and in memory. */
interface Twins {
  name: string;
  email: string;
  real: Awaited<ReturnType<typeof company>>;
  facts: Facts;
  /** Login tokens by entry, oldest first. */
  tokens: Map<number, string>;
  /** Counts actions, for ids of refunds. */
  actions: number;
  /** Of the newest question; entries only grow. */
  entry: number;
}

function twinsOf(real: Twins['real'], name: string): Twins {
  const email = `${name}@example.com`;
  const names = { firstName: null, lastName: null, timeZone: null, locale: null };
  const contact = { id: '', email, ...names, fields: {}, tags: [], known: false };
  const rows = { enrolments: {}, ledger: [], approvals: [], tasks: [], logins: [], events: [] };
  const sending = {
    consents: new Map<string, boolean>(),
    suppressed: new Set<string>(),
    mails: [],
    holds: new Map(),
  };
  return {
    name,
    email,
    real,
    facts: {
      settings: real.p.settings(),
      contact,
      ...sending,
      payableTold: new Set(),
      datesToldUntil: 0,
      ...rows,
    },
    tokens: new Map(),
    actions: 0,
    entry: 0,
  };
}

async function contactIdOf({ real, email }: Twins): Promise<string | undefined> {
  return (await findContact(real.p, email))?.id;
}

async function inDatabase(twins: Twins, what: Action): Promise<string> {
  const { name, email, real, tokens } = twins;
  const { p, clock } = real;
  switch (what.do) {
    case 'submit': {
      const values = { email, website: 'https://ada.example', firstName: what.firstName };
      return (await submitToDatabase(p, 'main', values, { consents: what.consent })).status;
    }
    case 'sale': {
      const input = { ...what.sale, id: `${name}/${what.sale.id}`, partner: { email }, currency: 'USD' };
      const result = await sellInDatabase(p, input);
      return result.status === 'refused' ? result.code : result.status;
    }
    case 'refund': {
      const ids = { sale: `${name}/${what.refund.sale}`, id: `${name}/refund-${twins.actions}` };
      const result = await refundInDatabase(p, { ...what.refund, ...ids });
      return result.status === 'refused' ? result.code : result.status;
    }
    case 'approved':
    case 'rejected': {
      const by = { contact: email, by: 'kim@example.com', ...(what.reason ? { reason: what.reason } : {}) };
      const { status } = await decideInDatabase(p, { ...by, outcome: what.do });
      return status === 'unknown-contact' ? 'nothing-pending' : status;
    }
    case 'unsubscribe': {
      const contactId = await contactIdOf(twins);
      if (contactId) await setPreferences(p, contactId, { [what.topic]: false }, 'unsubscribe');
      return 'done';
    }
    case 'ask':
    case 'grant':
      await askOrGrant(twins, what);
      return 'done';
    case 'login': {
      const token = [...tokens.values()].at(-1);
      return token ? (await consumeLogin(p, token)).status : 'unknown';
    }
    case 'wait':
      clock.now += what.ms;
      return 'done';
  }
}

/** What activities do: only for a contact that is there. */
async function askOrGrant(twins: Twins, what: Extract<Action, { do: 'ask' | 'grant' }>): Promise<void> {
  const { p } = twins.real;
  const contactId = await contactIdOf(twins);
  if (!contactId) return;
  if (what.do === 'ask') return ask(p, contactId, 'm', twins.entry);
  const login = { contactId, origin: { ...LOGIN, entry: what.entry }, program: 'main', validFor: VALID };
  const { url } = await transact(p.db, (trx) => openInDatabase(p, trx, login));
  twins.tokens.set(what.entry, url.slice(url.lastIndexOf('/') + 1));
}

const LOGIN = { map: 'm', step: 'login' };
const VALID = { days: 3 };

function inMemory({ name, facts, real, entry }: Twins, what: Action, known: boolean): string {
  const { now } = real.clock;
  switch (what.do) {
    case 'submit': {
      const fields = { website: 'https://ada.example', firstName: what.firstName };
      const submission = { submit: 'main-sign-up', fields, consent: what.consent };
      return codeOf(submitSignUp(facts, submission, now), 'accepted');
    }
    case 'sale':
      return codeOf(recordSale(facts, { ...what.sale, id: `${name}/${what.sale.id}` }, now), 'recorded');
    case 'refund': {
      const input = { ...what.refund, sale: `${name}/${what.refund.sale}` };
      return codeOf(recordRefund(facts, input, now), 'recorded');
    }
    case 'approved':
    case 'rejected': {
      const by = { by: 'kim@example.com', ...(what.reason ? { reason: what.reason } : {}) };
      return codeOf(decideApproval(facts, { outcome: what.do, ...by }, now), 'decided');
    }
    case 'unsubscribe':
      if (known) unsubscribe(facts, what.topic, now);
      return 'done';
    case 'ask':
      if (known) requestApproval(facts, { map: 'm', step: 'review', entry }, 'main');
      return 'done';
    case 'grant':
      if (known) openLogin(facts, { ...LOGIN, entry: what.entry }, 'main', VALID, now);
      return 'done';
    case 'login':
      return codeOf(useLogin(facts, now), 'opened');
    case 'wait':
      return 'done';
  }
}

function codeOf(
  result: { recorded: string } | { duplicate: string } | { refused: Refusal },
  done: string,
): string {
  if ('refused' in result) return result.refused.code;
  return 'duplicate' in result ? 'duplicate' : done;
}

/** Referral codes are random in the database. */
function comparable(events: { type: string; time: number; source: string; data: unknown }[]): unknown {
  return JSON.parse(
    JSON.stringify(events, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'field' in value && value.field === 'referralCode'
        ? 'a referral code'
        : value,
    ),
  );
}

test('the simulator’s facts answer and raise the same events as the database', async () => {
  const real = await company();
  let run = 0;
  const story = fc.array(action, { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(story, async (actions) => {
      real.clock.now = START;
      const twins = twinsOf(real, `run-${(run += 1)}`);
      const opening: Action[] = [
        { do: 'submit', firstName: 'Ada', consent: true },
        { do: 'ask', again: false },
      ];
      for (const what of [...opening, ...actions]) {
        twins.actions += 1;
        if (what.do === 'ask' && !what.again) twins.entry += 1;
        const known = (await contactIdOf(twins)) !== undefined;
        const database = await inDatabase(twins, what);
        expect([what.do, inMemory(twins, what, known)]).toEqual([what.do, database]);
      }
      const stored = await factsOf(real.p, (await contactIdOf(twins)) ?? '');
      const raised = twins.facts.events.map(({ type, time, source, data }) => {
        return { type, time: Date.parse(time), source, data };
      });
      expect(comparable(raised)).toEqual(comparable(stored));
      const answers = await latestAnswers(real.p.db, (await contactIdOf(twins)) ?? '');
      expect(twins.facts.consents).toEqual(answers);
    }),
    { numRuns: 60 },
  );
});
