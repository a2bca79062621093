import type { LinkClicksTable } from './tables/attribution.ts';
import type { ContactsTable, EnrolmentsTable, LoginsTable } from './tables/contacts.ts';
import type { IdempotencyKeysTable } from './tables/gateway.ts';
import type { CustomEventsTable, HeldCommissionsTable, LedgerTable } from './tables/ledger.ts';
import type {
  ConsentsTable,
  MailEventsTable,
  SendingRateTable,
  SentMailsTable,
  SuppressionsTable,
} from './tables/mail.ts';
import type { DispatcherLeasesTable, DueWatchesTable, OutboxTable } from './tables/outbox.ts';
import type { ApprovalsTable, ConsoleLinksTable, TasksTable } from './tables/questions.ts';
import type { PayoutsTable } from './tables/payouts.ts';
import type { DisabledEndpointsTable, WebhookDeliveriesTable } from './tables/webhooks.ts';
import type { PastWaitsTable, PositionsTable, RunMemoryTable, ValuesTable } from './tables/runs.ts';
import type { SignUpConfirmationsTable } from './tables/sign-ups.ts';

/**
 * The tables, as Kysely sees them. Instants are integers (milliseconds since 1970 UTC), money is an
 * integer in minor units, flags are 0 or 1, JSON is text: the same on SQLite and PostgreSQL.
 */
export interface Database {
  contacts: ContactsTable;
  enrolments: EnrolmentsTable;
  ledger: LedgerTable;
  held_commissions: HeldCommissionsTable;
  payouts: PayoutsTable;
  due_watches: DueWatchesTable;
  outbox: OutboxTable;
  dispatcher_leases: DispatcherLeasesTable;
  approvals: ApprovalsTable;
  tasks: TasksTable;
  custom_events: CustomEventsTable;
  idempotency_keys: IdempotencyKeysTable;
  logins: LoginsTable;
  link_clicks: LinkClicksTable;
  sign_up_confirmations: SignUpConfirmationsTable;
  console_links: ConsoleLinksTable;
  sent_mails: SentMailsTable;
  sending_rate: SendingRateTable;
  suppressions: SuppressionsTable;
  mail_events: MailEventsTable;
  consents: ConsentsTable;
  run_memory: RunMemoryTable;
  positions: PositionsTable;
  past_waits: PastWaitsTable;
  values: ValuesTable;
  webhook_deliveries: WebhookDeliveriesTable;
  disabled_endpoints: DisabledEndpointsTable;
}
