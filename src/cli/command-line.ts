import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addApprovalVerbs } from './verbs/approval-verbs.ts';
import { addAuthorVerbs } from './verbs/author-verbs.ts';
import { addContactVerbs } from './verbs/contact-verbs.ts';
import { addEmailVerbs } from './verbs/email-verbs.ts';
import { addEventVerb } from './verbs/event-verb.ts';
import { addFmtVerb } from './verbs/fmt-verb.ts';
import type { Finish } from './verbs/format-option.ts';
import { addGraphVerb } from './verbs/graph-verb.ts';
import { addImportVerbs } from './verbs/import-verbs.ts';
import { addLedgerVerbs } from './verbs/ledger-verbs.ts';
import { addPayoutVerbs } from './verbs/payout-verbs.ts';
import { addSimulateVerb } from './verbs/simulate-verb.ts';
import { addStartVerb } from './verbs/start-verb.ts';
import { addTestVerb } from './verbs/test-verb.ts';
import { addWebhooksVerbs } from './verbs/webhooks-verbs.ts';
import { addTaskVerb } from './verbs/task-verb.ts';

/** All verbs with their arguments and help. A verb's own code is imported when it runs and not before. */
export function commandLine(finish: Finish): Command {
  const program = new Command('mapwright')
    .description(packageJson.description)
    .version(packageJson.version)
    // Verbs inherit both: throw instead of ending the process, and point at the help after a mistake.
    .exitOverride()
    .showHelpAfterError('Add --help to see how it is used.');
  addAuthorVerbs(program, finish);
  addTestVerb(program, finish);
  addSimulateVerb(program, finish);
  addFmtVerb(program, finish);
  addGraphVerb(program, finish);
  addStartVerb(program, finish);
  addApprovalVerbs(program, finish);
  addTaskVerb(program, finish);
  addEmailVerbs(program, finish);
  addEventVerb(program, finish);
  addContactVerbs(program, finish);
  addLedgerVerbs(program, finish);
  addPayoutVerbs(program, finish);
  addImportVerbs(program, finish);
  addWebhooksVerbs(program, finish);
  return program;
}
