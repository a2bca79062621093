import { InvalidArgumentError, Option, type Command } from 'commander';
import { say } from '../answer.ts';
import { parseEmail } from '../arguments.ts';
import type { EmailSendTestOptions } from '../commands/email-send-test.ts';
import { readConfiguration } from '../read-configuration.ts';
import { terminalOf } from '../terminal.ts';
import { answering, REPORT_FORMATS, withFormat } from './format-option.ts';
import type { Finish, FormatFlags, ReportFormat } from './format-option.ts';

type LintFlags = FormatFlags<ReportFormat> & { strict?: true };
type SendTestFlags = FormatFlags & Pick<EmailSendTestOptions, 'to' | 'reader'> & { path?: string };

/** Beside the inbox, which has 8025. */
const PREVIEW_PORT = 8026;
const READERS = ['usual', 'nameless', 'long', 'right-to-left'];

/** `email lint`, `preview` and `send-test`: what an author looks at before a mail goes to anybody; and `bounce`. */
export function addEmailVerbs(program: Command, finish: Finish): void {
  const email = program
    .command('email')
    .description('look at emails before they are sent, and record what bounced');

  answering(email.command('lint'), 'email lint maps --strict', REPORT_FORMATS)
    .description('fill in every email for sample readers, and report what mail programs and filters dislike')
    .argument('[dir]', 'folder of maps (default: the project’s maps)')
    .option('--strict', 'warnings fail too')
    .action(async (dir: string | undefined, flags: LintFlags) => {
      const { runEmailLint } = await import('../commands/email-lint.ts');
      const asked = { strict: false, ...withFormat(flags), path: folderOf(dir), ...terminalOf() };
      finish(await runEmailLint({ ...asked, write: (text) => void process.stdout.write(text), say }));
    });

  email
    .command('preview')
    .description('show every email for sample readers: light, dark, on a phone, and the text part')
    .argument('[dir]', 'folder of maps (default: the project’s maps)')
    .option('--output <folder>', 'write the pages there (default: they are served until Ctrl-C)')
    .option('--port <port>', 'where to serve', parsePort, PREVIEW_PORT)
    .addHelpText('after', '\nExample:\n  $ mapwright email preview --output preview')
    .action(async (dir: string | undefined, flags: { output?: string; port: number }) => {
      const { runEmailPreview } = await import('../commands/email-preview.ts');
      finish(await runEmailPreview({ ...flags, path: folderOf(dir) }));
    });

  answering(email.command('send-test'), 'email send-test welcome --to you@example.com')
    .description('send one email, filled in for a sample reader, through the configured mail server')
    .argument('<template>', 'name of the email, such as welcome')
    .requiredOption('--to <address>', 'who gets it', parseEmail)
    .addOption(new Option('--reader <reader>', 'sample reader').choices(READERS).default('usual'))
    .option('--path <folder>', 'folder of maps (default: the project’s maps)')
    .action(async (template: string, { path, ...flags }: SendTestFlags) => {
      const { runEmailSendTest } = await import('../commands/email-send-test.ts');
      finish(await runEmailSendTest({ template, ...withFormat(flags), path: folderOf(path) }));
    });

  answering(email.command('allow'), 'email allow ada@example.com')
    .description('send again to an address that bounced or complained, because it works again')
    .argument('<address>', 'email address', parseEmail)
    .action(async (address: string, flags: FormatFlags) => {
      const { runEmailAllow } = await import('../commands/email-allow.ts');
      finish(await runEmailAllow({ address, ...withFormat(flags) }));
    });

  answering(email.command('bounce'), 'email bounce reports.mbox')
    .description(
      'read bounces (RFC 3464) and complaints (RFC 5965), and record those of mails that were sent from here',
    )
    .argument('[files...]', 'reports, each a mail or a mailbox of them (mbox); default: standard input')
    .action(async (files: string[], flags: FormatFlags) => {
      const { runEmailBounce } = await import('../commands/email-bounce.ts');
      finish(await runEmailBounce({ files, ...withFormat(flags) }));
    });
}

function folderOf(given: string | undefined): string {
  return given ?? readConfiguration().mapsDirectory;
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('Write a port from 1 to 65535, or 0 for any free port.');
}
