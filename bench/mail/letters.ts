import { compileMaps } from '../../src/compiler/compile-maps.ts';
import type { CompiledEmail } from '../../src/email/compiled-email.ts';
import { mergeContext, type MergeContext } from '../../src/email/merge-context.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import type { MailRequest } from '../../src/program/commands.ts';
import type { Settings } from '../../src/program/settings.ts';

/** The emails of the reference program, rendered as a release renders them. */
export async function referenceEmails(): Promise<{ settings: Settings; emails: CompiledEmail[] }> {
  const { output } = await compileMaps({ path: 'maps' });
  if (!output) throw new Error('The reference maps do not compile.');
  const { settings, emails } = output;
  return { settings, emails: await Promise.all(emails.map((email) => renderEmail(email, settings.sending))) };
}

/** Readers come from several countries, as those of a real program do. */
const READERS = [
  { locale: 'en-US', timeZone: 'America/New_York' },
  { locale: 'de-DE', timeZone: 'Europe/Berlin' },
  { locale: 'ja-JP', timeZone: 'Asia/Tokyo' },
  { locale: null, timeZone: null },
];

/** What mail number `n` asks for: no two have the same figures. */
export function requestOf({ name, hash }: CompiledEmail, n: number): MailRequest {
  return {
    index: 0,
    email: { template: name, hash, merges: [] },
    to: 'contact',
    program: 'main',
    values: {
      'contact.totalSales': 560_000 + n,
      'contact.numberOfSales': n,
      'sale.amount': 40_000 + n,
      'commission.amount': 8_000 + n,
      'milestone.isMoney': true,
      'milestone.value': 500_000,
      'milestone.next': 1_000_000,
      'milestone.toNext': 440_000 - n,
      'approval.reason': 'We only take partners with a shop of their own.',
    },
  };
}

/** What mail number `n` is merged with: no two go to the same reader. */
export function contextOf(request: MailRequest, n: number, settings: Settings): MergeContext {
  const program = settings.programs['main'];
  return mergeContext({
    mail: request,
    ...(program ? { program } : {}),
    contact: {
      id: `c_${n}`,
      email: `p${n}@example.com`,
      firstName: `Ada ${n}`,
      lastName: 'Lovelace',
      ...READERS[n % READERS.length],
    },
    ownFields: settings.fields ?? {},
    login: {
      url: `https://partners.example.com/login/${n}`,
      expiresAt: Date.UTC(2026, 0, 8, 11) + n * 60_000,
    },
    links: [
      { title: 'Home page', url: `https://acme.example/?ref=A${n}` },
      { title: 'Pricing', url: `https://acme.example/pricing?ref=A${n}` },
    ],
    partnerCenterUrl: 'https://partners.example.com/partner',
  });
}
