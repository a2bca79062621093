import type { TimelineFact } from '../../partners/timeline-entry.ts';
import type { FieldChange } from '../../program/events.ts';
import { formatMoney } from '../../program/money.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import type { Instant } from '../../program/time.ts';
import { crossedMilestones } from '../milestones.ts';
import { answers } from './answers.ts';
import { eventData } from './event-data.ts';
import { html, type Fragment } from './html.ts';
import { changeLine, mapLine } from './timeline-change.ts';
import { SAME_MOMENT_MS, type TimelineLine } from './timeline-line.ts';
import { when, type Reader } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** Whoever applies to a program that approves by rule is a partner with the same fact. */
function isApproved(changes: readonly FieldChange[]): boolean {
  return changes.some(({ field, after }) => field === 'status' && after === 'approved');
}

/** A fact in words; `at` is when it was recorded. */
export function factLine(fact: TimelineFact, at: Instant, words: Wordbook, reader: Reader): TimelineLine {
  const program = words.program(fact.data.program);
  const money = (minor: number): string =>
    program ? formatMoney(minor, program.currency, reader.locale) : String(minor);
  const figures = [
    Math.abs(fact.time - at) >= SAME_MOMENT_MS &&
      html`<p class="under">Happened ${when(fact.time, reader)}</p>`,
    totals(fact.data.changes, money),
    milestones(fact.data.changes, program, words, reader),
  ];
  switch (fact.type) {
    case 'form-submitted':
      return {
        tone: 'form',
        title: `Filled in the form ${fact.data.form}${isApproved(fact.data.changes) ? ', and is approved by the program’s rule' : ''}`,
        details: answers(program, fact.data.fields),
      };
    case 'added':
    case 'paused':
    case 'removed':
    case 'resumed':
      return mapLine(fact, words);
    case 'contact-changed':
      return changeLine(fact.data, words, reader);
    case 'sale-recorded': {
      const { sale, commission } = fact.data;
      const product = sale.product === undefined ? '' : ` · ${sale.product}`;
      const earned = commission ? ` · commission ${money(commission.amount)}` : ' · no commission';
      return {
        tone: 'money',
        title: `Sale of ${money(sale.amount)}`,
        details: [sold(sale.id + product + earned), ...figures],
      };
    }
    case 'sale-refunded': {
      const { sale, refund } = fact.data;
      const what = refund.chargeback ? 'Chargeback' : 'Refund';
      const title = `${what} of ${money(refund.amount)}${refund.full ? ', the whole sale' : ''}`;
      const tone = refund.chargeback ? 'bad' : 'plain-badge';
      return { tone, title, details: [sold(`of sale ${sale.id}`), ...figures] };
    }
    case 'imported': {
      const { sale, commission } = fact.data;
      if (!sale) return { tone: 'form', title: 'Imported as a partner', details: figures };
      const earned = commission ? ` · commission ${money(commission.amount)}` : ' · no commission';
      return {
        tone: 'money',
        title: `Imported sale of ${money(sale.amount)}`,
        details: [sold(sale.id + earned), ...figures],
      };
    }
    case 'second-tier-commission': {
      const { sale, commission } = fact.data;
      const amount = money(Math.abs(commission.amount));
      const title =
        commission.amount < 0
          ? `Second-tier commission of ${amount} taken back`
          : `Second-tier commission of ${amount}`;
      return {
        tone: 'money',
        title,
        details: [sold(`for sale ${sale.id} of a partner whom they brought`), ...figures],
      };
    }
    case 'totals-corrected':
      return { tone: 'money', title: `Total corrected by ${fact.data.by}`, details: figures };
    case 'commission-payable': {
      const { sale, commission } = fact.data;
      const title = `Commission of ${money(commission.amount)} became payable`;
      return { tone: 'money', title, details: [sold(`for sale ${sale.id}`), ...figures] };
    }
    case 'commission-paid': {
      const { batch, amount } = fact.data.payout;
      return {
        tone: 'money',
        title: `Paid out ${money(amount)}`,
        details: [sold(`in payout ${batch}`), ...figures],
      };
    }
    case 'payout-ready-changed': {
      const isReady = fact.data.changes.some(({ after }) => after === true);
      const title = isReady
        ? 'Enough is payable for a payout'
        : 'What is payable is no longer enough for a payout';
      return { tone: 'money', title, details: figures };
    }
    case 'date-reached': {
      const { map, date } = fact.data;
      return {
        tone: 'plain-badge',
        title: `The date ${date} came`,
        details: [sold(words.map(map)), ...figures],
      };
    }
    case 'custom': {
      const { name, data } = fact.data;
      return {
        tone: 'plain-badge',
        title: `Event ${name}`,
        details: [eventData(data, words.event(name), reader), ...figures],
      };
    }
    case 'login-used':
      return { tone: 'login', title: 'Signed in to the partner center' };
    case 'email-bounced':
      return {
        tone: 'bad',
        title: cameBack(fact.data),
        details: html`<p class="under">${fact.data.reason}</p>`,
      };
    case 'email-clicked':
      return {
        tone: 'plain-badge',
        title: `Clicked a link in the mail ${fact.data.email}`,
        details: sold(fact.data.link),
      };
    case 'unsubscribed':
      return { tone: 'bad', title: `Unsubscribed from ${words.topic(fact.data.topic)}` };
  }
}

function cameBack({ email, reason }: { email: string; reason: string }): string {
  const mail = email === '' ? 'A mail' : `The mail ${email}`;
  return reason.startsWith('complaint:')
    ? `${mail} was called spam: nothing is sent there any more`
    : `${mail} came back: the address does not work`;
}

function sold(text: string): Fragment {
  return html`<p class="under">${text}</p>`;
}

function totals(changes: readonly FieldChange[], money: (minor: number) => string): Fragment {
  const total = changes.find(({ field }) => field === 'totalSales');
  return (
    total &&
    html`<p class="under">
      Total sales ${money(Number(total.after))}, before ${money(Number(total.before ?? 0))}
    </p>`
  );
}

function milestones(
  changes: readonly FieldChange[],
  program: PartnerProgram | undefined,
  words: Wordbook,
  reader: Reader,
): Fragment {
  const crossed = program ? crossedMilestones(changes, program, words.maps, reader.locale) : [];
  return (
    crossed.length > 0 &&
    html`<p class="under">
      ${crossed.map((name) => html`<span class="badge milestone">Milestone: ${name}</span> `)}
    </p>`
  );
}
