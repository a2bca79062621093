import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { consoleTables } from './0002-console.ts';
import { consentsTable } from './0004-consents.ts';
import { sendingPolicies } from './0004-sending-policies.ts';
import { outsideTables } from './0005-outside.ts';
import { dueTables } from './0006-due.ts';
import { commissionRules } from './0007-commission-rules.ts';
import { payoutTables } from './0007-payouts.ts';
import { consoleLists } from './0008-console-lists.ts';
import { peopleActs } from './0008-people-acts.ts';
import { waitingByTeam } from './0008-waiting-by-team.ts';
import { emailTables } from './0009-email.ts';
import { gatewayTables } from './0010-gateway.ts';
import { webhooksOut } from './0010-webhooks-out.ts';
import { signUpConfirmations } from './0011-sign-up-confirmations.ts';
import { visitsByLink } from './0011-visits-by-link.ts';
import { centerTables } from './0012-center.ts';
import { exchangeRates } from './0013-exchange-rates.ts';
import { keptTotals } from './0014-kept-totals.ts';
import { timelineTables } from './0015-timeline.ts';
import { payableColumns } from './0016-payable.ts';
import { retentionIndexes } from './0016-retention.ts';

/** All migrations in the order of their names. A released one is never edited: add the next number. */
export const migrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0002-console': consoleTables,
  '0004-consents': consentsTable,
  '0004-sending-policies': sendingPolicies,
  '0005-outside': outsideTables,
  '0006-due': dueTables,
  '0007-commission-rules': commissionRules,
  '0007-payouts': payoutTables,
  '0008-console-lists': consoleLists,
  '0008-people-acts': peopleActs,
  '0008-waiting-by-team': waitingByTeam,
  '0009-email': emailTables,
  '0010-gateway': gatewayTables,
  '0010-webhooks-out': webhooksOut,
  '0011-sign-up-confirmations': signUpConfirmations,
  '0011-visits-by-link': visitsByLink,
  '0012-center': centerTables,
  '0013-exchange-rates': exchangeRates,
  '0014-kept-totals': keptTotals,
  '0015-timeline': timelineTables,
  '0016-payable': payableColumns,
  '0016-retention': retentionIndexes,
};
