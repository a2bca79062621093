import type { MailRequest } from '../../src/program/commands.ts';
import { mergeContext } from '../../src/email/merge-context.ts';
import type { MergeContext, MergeInput } from '../../src/email/merge-context.ts';
import { program } from './sample-emails.ts';

const VALUES = {
  'contact.totalSales': 560_000,
  'contact.numberOfSales': 7,
  'contact.totalCommission': 112_000,
  'sale.id': 's-7',
  'sale.amount': 40_000,
  'sale.kind': 'first',
  'sale.at': Date.UTC(2026, 0, 8, 11),
  'commission.amount': 8_000,
  sales: [
    {
      id: 's-6',
      amount: 10_000,
      commission: 2_000,
      kind: 'first',
      product: 'kit',
      at: Date.UTC(2026, 0, 8, 10),
    },
    { id: 's-7', amount: 40_000, commission: 8_000, kind: 'first', at: Date.UTC(2026, 0, 8, 11) },
  ],
  'milestone.isMoney': true,
  'milestone.value': 500_000,
  'milestone.values': [100_000, 500_000],
  'milestone.next': 1_000_000,
  'milestone.toNext': 440_000,
  'approval.reason': 'We only take partners with a shop of their own.',
};

/** A mail to Ada, with every value that a decision can give. */
export function mailRequest(template: string, more: Partial<MailRequest> = {}): MailRequest {
  return {
    index: 0,
    email: { template, hash: 'h', merges: [] },
    to: 'contact',
    program: 'main',
    values: VALUES,
    ...more,
  };
}

/** What Ada's mail is merged with. */
export function sampleContext(mail: MailRequest, more: Partial<MergeInput> = {}): MergeContext {
  return mergeContext({
    mail,
    program,
    contact: {
      id: 'c_ada',
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      timeZone: 'Europe/London',
    },
    login: { url: 'https://partners.acme.example/login/kx0Fz3?a=1&b=2', expiresAt: Date.UTC(2026, 0, 8, 11) },
    links: [
      { title: 'Home page', url: 'https://acme.example/?ref=ADA7' },
      { title: 'Pricing', url: 'https://acme.example/pricing?ref=ADA7' },
    ],
    partnerCenterUrl: 'https://partners.acme.example/center',
    unsubscribeUrl: 'https://partners.acme.example/unsubscribe/token',
    ...more,
  });
}

/** The team's question about Ada. */
export const approvalRequest: MailRequest = {
  index: 0,
  email: { builtIn: 'approval-request' },
  to: { team: 'partner-managers' },
  program: 'main',
  values: {},
};

/** A task about Ada, the second time. */
export const taskRequest: MailRequest = {
  index: 1,
  email: { builtIn: 'task-request' },
  to: { team: 'partner-managers' },
  program: 'main',
  values: {
    'task.title': 'Call the new partner',
    'task.step': 'call-them',
    'task.outcomes': ['reached', 'refused'],
  },
};

/** What Ada filled in. */
export const approvalQuestion = {
  map: 'partner-welcome',
  consoleUrl: 'https://partners.acme.example/console/contacts/c_1',
  application: {
    website: 'https://ada.example',
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@example.com',
  },
};
