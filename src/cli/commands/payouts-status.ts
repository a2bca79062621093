import { commissionStates, type CommissionStates } from '../../partners/commission-states.ts';
import { findContact } from '../../partners/find-contact.ts';
import { decimalOf } from '../../program/money.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';
import { unknownProgram } from '../unknown-program.ts';

/** `payouts status`. */
export interface PayoutsStatusOptions {
  /** Id or address; default: all partners of the program. */
  contact?: string;
  program: string;
  format: Format;
}

const WORDS: Readonly<Record<keyof CommissionStates, string>> = {
  onHold: 'on hold',
  payable: 'payable',
  paid: 'paid',
  reversed: 'reversed',
};

/** Says what the commissions of a program, or of one partner, come to, by state. */
export async function runPayoutsStatus(options: PayoutsStatusOptions): Promise<ExitCode> {
  const { contact, program: name, format } = options;
  return withPartners(async (partners) => {
    const program = partners.settings().programs[name];
    const refusal = unknownProgram(partners, name);
    if (refusal || !program) {
      answer(format, refusal?.message ?? '', refusal ?? {});
      return EXIT.failed;
    }
    const found = contact === undefined ? undefined : await findContact(partners, contact);
    if (contact !== undefined && !found) {
      const message = 'contact: there is nobody with this id or address. Check it.';
      answer(format, message, { status: 'refused', code: 'unknown-partner', message });
      return EXIT.failed;
    }
    const states = await commissionStates(partners, program, found?.id);
    const { code } = program.currency;
    const amounts = Object.entries(WORDS).map(([state, words]) => {
      const amount = decimalOf(states[state as keyof CommissionStates], program.currency);
      return { state, amount, words: `${words.padEnd(9)} ${amount} ${code}` };
    });
    answer(
      format,
      amounts.map(({ words }) => words),
      {
        program: name,
        ...(found ? { contactId: found.id } : {}),
        ...Object.fromEntries(amounts.map(({ state, amount }) => [state, amount])),
        currency: code,
      },
    );
    return EXIT.done;
  });
}
