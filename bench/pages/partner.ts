import { requestApproval } from '../../src/partners/approvals.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { openLogin } from '../../src/partners/login-links.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { transact } from '../../src/storage/transact.ts';

const MAP = 'partner-welcome';
const SALES = 200;

/** An approved partner with 200 sales of 150 dollars each, who has passed all milestones. Answers with their id. */
export async function addPartner(partners: Partners): Promise<string> {
  const email = 'ada@example.com';
  await submitSignUp(partners, 'main', { firstName: 'Ada', email, website: 'https://ada.example' });
  const contactId = (await findContact(partners, email))?.id ?? '';
  const origin = { map: MAP, step: 'review', entry: 1 };
  const question = { contactId, origin, program: 'main', team: 'partner-managers' };
  await transact(partners.db, (trx) => requestApproval(partners, trx, question));
  await decideApproval(partners, { contact: contactId, outcome: 'approved', by: 'kim@example.com' });
  for (let count = 1; count <= SALES; count += 1) {
    const sale = { id: `s-${count}`, partner: { contactId }, amount: '150', currency: 'USD' };
    await recordSale(partners, sale);
  }
  const maps = {
    [MAP]: { once: ['reached-1000'], milestones: { 'total-sales': [5_000_00, 10_000_00, 25_000_00] } },
  };
  const record = { memory: { sequence: SALES + 2, entry: SALES, revision: 1, maps }, positions: [] };
  await transact(partners.db, (trx) => writeRunRecord(trx, contactId, record, partners.now()));
  return contactId;
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
