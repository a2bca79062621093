import { allowAgain } from '../../email/suppressions.ts';
import { answer, type Format } from '../answer.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';

/** `email allow`. */
export interface EmailAllowOptions {
  address: string;
  format: Format;
}

/** Lets mails go again to an address that works again. One to which they go already is nothing to do. */
export async function runEmailAllow({ address, format }: EmailAllowOptions): Promise<ExitCode> {
  return withPartners(async ({ db }) => {
    const was = await allowAgain(db, address);
    const line = was
      ? `Mails go to this address again. Since ${new Date(was.since).toISOString()} they did not: ${was.reason}.`
      : 'Nothing to do: mails go to this address. Check the spelling if you have seen that they do not.';
    answer(format, line, { status: was ? 'allowed' : 'not-suppressed', ...was });
    return EXIT.done;
  });
}
