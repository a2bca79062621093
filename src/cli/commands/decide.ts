import { userInfo } from 'node:os';
import { decideApproval } from '../../partners/decide-approval.ts';
import type { RecordedDecision } from '../../partners/reversed-decisions.ts';
import type { Instant } from '../../program/time.ts';
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
  /** Reverse an earlier decision. */
  reopen?: true;
  format: Format;
}

/** Decides an application by hand. The same decision twice is nothing to do; another one fails. */
export async function runDecide({ format, ...decision }: DecideOptions): Promise<ExitCode> {
  const by = decision.by ?? `${userInfo().username} (command line)`;
  const result = await withPartners((partners) =>
    decideApproval(partners, { ...decision, by, via: 'command-line' }),
  );
  if (result.status === 'decided') {
    const line = `${decision.outcome === 'approved' ? 'Approved' : 'Rejected'}: contact ${result.contactId}, partner program ${result.program}, by ${by}.`;
    const { reversed } = result;
    answer(format, [line, ...(reversed ? afterReversal(reversed) : [])], {
      ...result,
      by,
      ...(reversed ? { reversed: { ...reversed, at: isoOf(reversed.at) } } : {}),
    });
    return EXIT.done;
  }
  const isSame = result.status === 'already-decided' && result.outcome === decision.outcome;
  const reverse =
    result.status === 'already-decided' && !isSame ? ['To reverse it, recorded, add --reopen.'] : [];
  answer(format, [result.message, ...reverse], 'at' in result ? { ...result, at: isoOf(result.at) } : result);
  return isSame ? EXIT.done : EXIT.failed;
}

/** What a reversal does, and what it leaves to the author of the map. */
function afterReversal({ outcome, by, at }: RecordedDecision): string[] {
  return [
    `This reverses: ${outcome} by ${by} on ${isoOf(at)}. Both decisions stay on record, and the partner's status follows (a suspension stays).`,
    'Steps that the contact has left are not gone through again; a trigger on approval-decided can take up what should follow.',
  ];
}

function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}
