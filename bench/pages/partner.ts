import { requestApproval } from '../../src/partners/approvals.ts';
import type { TimelineCut } from '../../src/partners/contact-timeline.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { openLogin } from '../../src/partners/login-links.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { importSales } from '../../src/partners/import/import-sales.ts';
import type { SaleRow } from '../../src/partners/import/sale-row.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { transact } from '../../src/storage/transact.ts';
import { thank } from './thanks.ts';

const MAP = 'partner-welcome';
const SALES = 10_000;
/** Sales that are brought along in one transaction. */
const BATCH = 1_000;
const DAY_MS = 86_400_000;
/** Over how long they were made. */
const YEARS_MS = 3 * 365 * DAY_MS;

/**
 * An approved partner with 10,000 sales of 150 dollars each in three years, every twentieth of them refunded in part, who
 * has passed all milestones and was thanked by a mail for each sale. Answers with their id, and with the place in their
 * timeline that lies amid all of it.
 */
export async function addPartner(partners: Partners): Promise<{ contactId: string; amid: TimelineCut }> {
  const email = 'ada@example.com';
  await submitSignUp(partners, 'main', { firstName: 'Ada', email, website: 'https://ada.example' });
  const contactId = (await findContact(partners, email))?.id ?? '';
  const origin = { map: MAP, step: 'review', entry: 1 };
  const question = { contactId, origin, program: 'main', team: 'partner-managers' };
  await transact(partners.db, (trx) => requestApproval(partners, trx, question));
  await decideApproval(partners, { contact: contactId, outcome: 'approved', by: 'kim@example.com' });
  const from = partners.now();
  await sell(partners, contactId);
  await thank(partners, contactId, { count: SALES, from });
  const maps = {
    [MAP]: { once: ['reached-1000'], milestones: { 'total-sales': [5_000_00, 10_000_00, 25_000_00] } },
  };
  const record = { memory: { sequence: SALES + 2, entry: SALES, revision: 1, maps }, positions: [] };
  await transact(partners.db, (trx) => writeRunRecord(trx, contactId, record, partners.now()));
  return { contactId, amid: { sequence: SALES / 2, at: from + SALES / 2 } };
}

async function sell(partners: Partners, contactId: string): Promise<void> {
  const program = partners.settings().programs['main'];
  if (!program) throw new Error('The reference maps have the program “main”.');
  const saleRow = (count: number): SaleRow => ({
    id: `s-${count}`,
    source: 'shop',
    partner: { contactId },
    amount: 150_00,
    kind: 'first',
    product: 'starter-kit',
    at: Math.round(partners.now() - YEARS_MS + (YEARS_MS * count) / SALES),
  });
  for (let start = 0; start < SALES; start += BATCH) {
    const lines = Array.from({ length: BATCH }, (_, n) => ({ line: start + n + 1, row: saleRow(start + n) }));
    const { imported } = await importSales(partners, lines, { program, dryRun: false });
    if (imported !== BATCH) throw new Error(`Only ${imported} of ${BATCH} sales were imported.`);
  }
  for (let count = 0; count < SALES; count += 20)
    await recordRefund(partners, { id: `r-${count}`, source: 'shop', sale: `s-${count}`, amount: '50' });
}

/** The path of an open login link. */
export async function openLink(partners: Partners, contactId: string, entry: number): Promise<string> {
  const login = {
    contactId,
    origin: { map: MAP, step: 'login', entry },
    program: 'main',
    validFor: { days: 3 },
  };
  const { url } = await transact(partners.db, (trx) => openLogin(partners, trx, login));
  return new URL(url).pathname;
}
