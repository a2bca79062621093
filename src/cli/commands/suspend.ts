import { userInfo } from 'node:os';
import { changeSuspension, type Suspension } from '../../partners/suspend.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';

/** `suspend` and `reinstate`. */
export interface SuspendOptions extends Omit<Suspension, 'by' | 'via'> {
  /** Email address of the person who does it; default: the user of this machine. */
  by?: string;
  format: Format;
}

/** Suspends or reinstates a partner. The same again is nothing to do. */
export async function runSuspend({ format, ...suspension }: SuspendOptions): Promise<ExitCode> {
  const by = suspension.by ?? `${userInfo().username} (command line)`;
  const result = await withPartners((partners) =>
    changeSuspension(partners, { ...suspension, by, via: 'command-line' }),
  );
  if ('message' in result) {
    answer(format, result.message, result);
    return EXIT.failed;
  }
  const word = suspension.to === 'suspended' ? 'suspended' : 'reinstated';
  const line =
    result.status === 'already'
      ? `Nothing to do: contact ${result.contactId} is ${suspension.to} in ${result.program} already.`
      : `Contact ${result.contactId} ${word} in partner program ${result.program}, by ${by}.`;
  answer(format, line, { ...result, by });
  return EXIT.done;
}
