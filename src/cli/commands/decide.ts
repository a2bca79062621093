import { userInfo } from 'node:os';
import { decideApproval } from '../../partners/decide-approval.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';

/** `approve` and `reject`: `contact` is an id or an email address. */
export interface DecideOptions {
  contact: string;
  outcome: 'approved' | 'rejected';
  map?: string;
  /** Email address of the person who decides; default: the user of this machine. */
  by?: string;
  reason?: string;
  format: Format;
}

/** Decides an application by hand. The same decision twice is nothing to do; another one fails. */
export async function runDecide({ format, ...decision }: DecideOptions): Promise<ExitCode> {
  const by = decision.by ?? `${userInfo().username} (command line)`;
  const result = await withPartners((partners) => decideApproval(partners, { ...decision, by }));
  if (result.status === 'decided') {
    const line = `${decision.outcome === 'approved' ? 'Approved' : 'Rejected'}: contact ${result.contactId}, partner program ${result.program}, by ${by}.`;
    answer(format, line, { ...result, by });
    return EXIT.done;
  }
  answer(
    format,
    result.message,
    'at' in result ? { ...result, at: new Date(result.at).toISOString() } : result,
  );
  return result.status === 'already-decided' && result.outcome === decision.outcome ? EXIT.done : EXIT.failed;
}
