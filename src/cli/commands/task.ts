import { userInfo } from 'node:os';
import { finishTask } from '../../partners/finish-task.ts';
import type { FinishedTask } from '../../partners/finish-task.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';

/** `task`: `contact` is an id or an email address; `by` defaults to the user of this machine. */
export interface TaskOptions extends Omit<FinishedTask, 'entry' | 'by' | 'via'> {
  by?: string;
  format: Format;
}

/** Says how a task went. The same outcome twice is nothing to do; another one fails. */
export async function runTask({ format, ...finished }: TaskOptions): Promise<ExitCode> {
  const by = finished.by ?? `${userInfo().username} (command line)`;
  const result = await withPartners((partners) =>
    finishTask(partners, { ...finished, by, via: 'command-line' }),
  );
  if (result.status === 'done') {
    const line = `${result.title}: ${result.outcome}, for contact ${result.contactId} (${result.map}/${result.step}), by ${by}.`;
    answer(format, line, { ...result, by });
    return EXIT.done;
  }
  answer(
    format,
    result.message,
    'at' in result ? { ...result, at: new Date(result.at).toISOString() } : result,
  );
  const isSame = result.status === 'already-done' && result.outcome === finished.outcome;
  return isSame ? EXIT.done : EXIT.failed;
}
