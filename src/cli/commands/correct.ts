import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { recordCorrection } from '../../partners/record-correction.ts';
import { decimalOf } from '../../program/money.ts';
import type { Instant } from '../../program/time.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { currencyFor, currencyOf, withPartners } from '../project.ts';

/** `correct`: `contact` is an id or an email address, `total` a decimal in major units. */
export interface CorrectOptions {
  contact: string;
  total: string;
  /** Minted and printed when left out. */
  id?: string;
  program?: string;
  /** Default: the currency of the partner's program. */
  currency?: string;
  /** Email address of the person who states it; default: the user of this machine. */
  by?: string;
  at?: Instant;
  format: Format;
}

/** States a partner's total by hand, as a sale system does. A repetition of a recorded correction is nothing to do. */
export async function runCorrect({ contact, format, by, ...options }: CorrectOptions): Promise<ExitCode> {
  return withPartners(async (partners) => {
    const id = options.id ?? `correction-${randomUUID()}`;
    const partner = contact.includes('@') ? { email: contact } : { contactId: contact };
    const currency = options.currency ?? (await currencyFor(partners, contact, options.program));
    const stated = { by: by ?? `${userInfo().username} (command line)`, via: 'command-line' } as const;
    const result = await recordCorrection(partners, { ...options, id, partner, currency }, stated);
    if (result.status !== 'recorded') {
      answer(format, result.message, { id, ...result });
      return result.status === 'duplicate' ? EXIT.done : EXIT.failed;
    }
    const money = currencyOf(partners, result.program);
    const [total, difference] = [decimalOf(result.total, money), decimalOf(result.difference, money)];
    const line = `Recorded correction ${id}: total sales ${total} ${money.code} (difference ${difference}) for contact ${result.contactId} in ${result.program}.`;
    answer(format, line, { id, ...result, total, difference, currency: money.code });
    return EXIT.done;
  });
}
