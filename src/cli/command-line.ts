import { Command, Help, type Option } from 'commander';
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
    // Verbs inherit these: throw instead of ending the process, point at the help after a mistake, say what has to be given.
    .exitOverride()
    .showHelpAfterError('Add --help to see how it is used.')
    .configureHelp({ optionDescription })
    .addHelpText('after', FIRST_STEPS);
  program.commandsGroup('Write maps and try them out:');
  addAuthorVerbs(program, finish);
  addTestVerb(program, finish);
  addSimulateVerb(program, finish);
  addFmtVerb(program, finish);
  addGraphVerb(program, finish);
  addEmailVerbs(program, finish);
  program.commandsGroup('Run them:');
  addStartVerb(program, finish);
  program.commandsGroup('Partners and contacts:');
  addApprovalVerbs(program, finish);
  addTaskVerb(program, finish);
  addEventVerb(program, finish);
  addContactVerbs(program, finish);
  program.commandsGroup('Sales, commissions and other systems:');
  addLedgerVerbs(program, finish);
  addPayoutVerbs(program, finish);
  addImportVerbs(program, finish);
  addWebhooksVerbs(program, finish);
  program.addHelpCommand(
    new Command('help').argument('[command]').description('the same as --help').helpGroup('Help:'),
  );
  return program;
}

const FIRST_STEPS = `
First steps:
  $ mapwright check     # are the maps right?
  $ mapwright test      # do they do what the scenarios say?
  $ mapwright start     # run them on this machine

Help on one command, with an example:
  $ mapwright check --help`;

function optionDescription(option: Option): string {
  const description = new Help().optionDescription(option);
  return option.mandatory ? `${description} (required)` : description;
}
