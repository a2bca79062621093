import type { Transaction } from 'kysely';
import type { SaleKind } from '../program/program.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { Database } from '../storage/schema.ts';
import { needsFirstSale } from './commission-rules.ts';
import { findSale } from './find-sale.ts';
import type { LedgerRow } from './ledger.ts';
import { refused, type Refused } from './refusal.ts';

/** A payment, as far as the link to its first sale goes. */
interface LaterPayment {
  source: string;
  kind: SaleKind;
  firstSale?: string | undefined;
  contactId: string;
  program: PartnerProgram;
}

/** The first sale of a recurring payment or an instalment; undefined where it names none and need not. */
export async function firstSaleOf(
  trx: Transaction<Database>,
  payment: LaterPayment,
): Promise<LedgerRow | Refused | undefined> {
  const { source, firstSale: id, program } = payment;
  if (id === undefined) return needsFirstSale(program, payment.kind) ? missing(program) : undefined;
  if (payment.kind === 'first')
    return badLink(`only recurring payments and instalments have one. Say which “kind” this payment is.`);
  const found = await findSale(trx, source, id);
  if (!('sale' in found)) {
    const why =
      found.sources.length > 0
        ? `“${id}” is the id of several sales, of the sources ${found.sources.join(', ')}. Send the payment with the source of the right one (--source on the command line).`
        : `no sale “${id}” was recorded. Check the id; if the sale is still on its way, send the payment again after it.`;
    return badLink(why);
  }
  return problemOfLink(found.sale, payment) ?? found.sale;
}

/** A mistaken id must not give one partner what another one's sale earns. */
function problemOfLink(sale: LedgerRow, { contactId, program }: LaterPayment): Refused | undefined {
  if (sale.contact_id !== contactId || sale.program !== program.name)
    return badLink(`“${sale.sale_id}” is not a sale of this partner in this program. Check both.`);
  if (sale.sale_kind === 'first') return undefined;
  return badLink(
    `“${sale.sale_id}” is itself a payment of the kind ${sale.sale_kind}. Name the sale of the kind first.`,
  );
}

/** What a program with `recurring` says of a recurring payment without a link. */
export function missing({ name }: PartnerProgram): Refused {
  return badLink(
    `is missing. In the partner program “${name}” recurring payments earn for a time after their first sale, so it has to be known. Send its id.`,
  );
}

function badLink(why: string): Refused {
  return refused('bad-first-sale', `firstSale: ${why}`);
}
