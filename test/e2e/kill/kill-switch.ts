import type { Mailer } from '../../../src/email/send-mail.ts';
import type { Parts } from '../../../src/stack/start-stack.ts';
import { Countdown, type Moment, type Order } from './moments.ts';
import { watchStatements, type StatementPoint } from './statements.ts';

/** The parts of a stack that dies when it is told to. */
export function partsThatDie(order: Order | undefined, leaseMs: number | undefined): Parts {
  const countdown = new Countdown(order);
  const reached = (moment: Moment): void => {
    if (countdown.reached(moment)) die();
  };
  return {
    partners: (real) => {
      const onStatement = (point: StatementPoint): void => momentsOf(point).forEach(reached);
      watchStatements(real.db, onStatement).catch(fail);
      return real;
    },
    mailer: (real) => ({ ...withMoments(real, reached), ...(leaseMs === undefined ? {} : { leaseMs }) }),
    deliver: (real) => async (contactId, rows) => {
      reached('before a signal');
      const delivered = real(contactId, rows);
      if (countdown.reached('while a signal is in flight')) setTimeout(die, order?.afterMs);
      await delivered;
      reached('after a signal');
    },
  };
}

/** No handler runs and no buffer of the process is flushed, as when the kernel runs out of memory. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function fail(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

function withMoments(real: Mailer, reached: (moment: Moment) => void): Mailer {
  return {
    ...real,
    server: {
      deliver: async (mail) => {
        const delivery = await real.server.deliver(mail);
        if (delivery.status === 'accepted') reached('after DATA');
        return delivery;
      },
    },
  };
}

/** A transaction that will commit a fact begins by reading what is known of it; no other transaction does. */
const READS_FACTS = /^select .* from "(contacts|enrolments|ledger|approvals|logins)"/;
const OUTBOX = 'insert into "outbox"';
const CLAIM = 'insert into "sent_mails"';
const RUN_RECORD = 'insert into "run_memory"';
const READS_RUN_RECORD = /^select .* from "run_memory"/;
const MAIL_RECORD = /^update "sent_mails" set .*"subject" =/;

/** Which of the moments a statement is; the last one before a commit counts as inside the transaction. */
function momentsOf({ edge, sql, transaction }: StatementPoint): Moment[] {
  const before = edge === 'before';
  if (!transaction)
    return MAIL_RECORD.test(sql) ? [before ? 'before a mail is recorded' : 'after a mail is recorded'] : [];
  const wrote = (statement: string): boolean => transaction.some((earlier) => earlier.startsWith(statement));
  if (sql === 'commit') {
    const moments: [string, inside: Moment, after: Moment][] = [
      [OUTBOX, 'inside an outbox transaction', 'after an outbox commit'],
      [CLAIM, 'inside a claim transaction', 'after a claim'],
      [RUN_RECORD, 'inside the transaction of a run record', 'after a run is recorded'],
    ];
    return moments
      .filter(([statement]) => wrote(statement))
      .map(([, inside, after]) => (before ? inside : after));
  }
  if (!before) return [];
  if (sql.startsWith(CLAIM)) return ['before a claim'];
  if (transaction.length === 0 && READS_FACTS.test(sql)) return ['before an outbox commit'];
  return READS_RUN_RECORD.test(sql) ? ['before a run is recorded'] : [];
}
