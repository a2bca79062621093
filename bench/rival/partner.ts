import {
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  workflowInfo,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { JobActivities, RunActivities } from '../../workflows/messages.ts';
import { approvalDecided, saleRecorded, saleRefunded } from './messages.ts';
import type { PartnerInput, PartnerState, Sale } from './messages.ts';
import { publish } from './publish.ts';
import {
  expiryRequest,
  loginRequest,
  mailRequest,
  milestoneRequest,
  questionRequest,
  recordOf,
  reminderRequest,
  thanksRequest,
} from './requests.ts';

const activities = proxyActivities<ActivityInterfaceFor<JobActivities & RunActivities>>({
  startToCloseTimeout: '60 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 hour' },
});

const THIRTY_DAYS = 30 * 86_400_000;
/** Cents. */
const FIRST_THOUSAND = 1_000_00;
const MILESTONES = [5_000_00, 10_000_00, 25_000_00];

/**
 * The reference partner program, written by hand: the team decides on an application, the partner gets a login and
 * a welcome, then thanks for each commission and a mail at milestones. One durable workflow per partner.
 */
export async function partner({ contactId, state }: PartnerInput): Promise<void> {
  await new Partner(contactId, state ?? applicant()).live();
}

class Partner {
  private readonly contactId: string;
  private readonly state: PartnerState;
  /** An activity of the application is under way. */
  private working = false;

  constructor(contactId: string, state: PartnerState) {
    this.contactId = contactId;
    this.state = state;
    setHandler(approvalDecided, (decision) => {
      state.decision ??= decision;
    });
    setHandler(saleRecorded, (sale) => this.hear(sale));
    setHandler(saleRefunded, (refund) => this.hear({ ...refund, amount: -refund.amount }));
  }

  /** Sales are dealt with beside the application: the sale system does not know where that stands. */
  async live(): Promise<void> {
    await Promise.all([this.apply(), this.serveSales()]);
  }

  private hear(sale: Sale): void {
    if (this.state.heard.includes(sale.id)) return;
    this.state.heard.push(sale.id);
    this.state.queue.push(sale);
  }

  /** From the application to the welcome, from whichever stage a continued workflow stands at. */
  private async apply(): Promise<void> {
    const { state, contactId } = this;
    if (state.stage === 'asking') {
      const outcome = await this.work(() =>
        activities['request-approval'](questionRequest(contactId, state)),
      );
      const instants = outcome.status === 'done' ? outcome.instants : undefined;
      state.remindAt = instants?.['remindAt'] ?? null;
      state.giveUpAt = instants?.['giveUpAt'] ?? state.since + THIRTY_DAYS;
      await this.restAt('review');
    }
    if (state.stage === 'review') {
      await this.decision();
      if (state.decision?.outcome !== 'approved') return this.leave();
      this.enter('login');
      await this.work(() => activities['grant-login'](loginRequest(contactId, state)));
      this.enter('welcome');
      await this.work(() => activities['send-email'](mailRequest(contactId, state, 'welcome')));
      await this.restAt('active');
    }
  }

  /** Waits for the team, reminds them, and gives up in the end; the database knows who was faster. */
  private async decision(): Promise<void> {
    const { state, contactId } = this;
    const decided = () => state.decision !== undefined;
    while (!decided()) {
      const wake = Math.min(state.remindAt ?? state.giveUpAt, state.giveUpAt);
      if (await condition(decided, Math.max(wake - Date.now(), 1))) return;
      if (state.giveUpAt <= Date.now()) {
        const closed = await this.work(() => activities['expire-approval'](expiryRequest(contactId, state)));
        if (closed.status === 'done' && closed.skipped) await condition(decided);
        return;
      }
      state.reminders += 1;
      const reminder = reminderRequest(contactId, state, Date.now());
      const sent = await this.work(() => activities['send-email'](reminder));
      state.remindAt = (sent.status === 'done' && sent.instants?.['remindAt']) || null;
    }
  }

  private async leave(): Promise<void> {
    if (this.state.decision) {
      this.enter('declined');
      const mail = mailRequest(this.contactId, this.state, 'application-declined');
      await this.work(() => activities['send-email'](mail));
    }
    await this.restAt('left');
  }

  /** One sale after the other, so that a partner's mails come in the order of their sales. */
  private async serveSales(): Promise<void> {
    const { state, contactId } = this;
    for (;;) {
      await condition(() => state.queue.length > 0 || state.stage === 'left' || this.mustContinue());
      if (state.stage === 'left') return;
      const sale = state.queue.shift();
      if (sale) await this.serve(sale);
      else if (this.mustContinue()) await continueAsNew<typeof partner>({ contactId, state });
    }
  }

  /** The mails for one sale do not depend on each other: they go out side by side. */
  private async serve(sale: Sale): Promise<void> {
    const { state, contactId } = this;
    const before = state.totalSales;
    state.totalSales += sale.amount;
    const mails = [];
    if (sale.commission !== undefined) mails.push(thanksRequest(contactId, state, sale));
    if (state.totalSales === FIRST_THOUSAND && sale.amount !== 0 && !state.once.includes('milestone-1000')) {
      state.once.push('milestone-1000');
      mails.push(milestoneRequest(contactId, state, 'milestone-1000'));
    }
    const crossed = MILESTONES.filter(
      (at) => before < at && at <= state.totalSales && !state.milestones.includes(at),
    );
    state.milestones.push(...crossed);
    const highest = crossed.at(-1);
    if (highest !== undefined) {
      const values = { 'milestone.value': highest, 'contact.totalSales': state.totalSales };
      mails.push(milestoneRequest(contactId, state, 'milestone-reached', values));
    }
    await Promise.all(mails.map((mail) => activities['send-email'](mail)));
  }

  /** Only from where `apply` can go on: waiting for the team, or done. */
  private mustContinue(): boolean {
    const { stage, decision } = this.state;
    const waits = stage === 'active' || (stage === 'review' && decision === undefined);
    return workflowInfo().continueAsNewSuggested && waits && !this.working;
  }

  private enter(stage: PartnerState['stage']): void {
    this.state.stage = stage;
    this.state.since = Date.now();
    this.state.entry += 1;
  }

  /** Comes to rest at a stage and says so, to lists and to the database. */
  private async restAt(stage: PartnerState['stage']): Promise<void> {
    this.enter(stage);
    publish(this.state);
    const record = recordOf(this.state);
    await this.work(() => activities['record-run']({ contactId: this.contactId, record }));
  }

  private async work<T>(activity: () => Promise<T>): Promise<T> {
    this.working = true;
    try {
      return await activity();
    } finally {
      this.working = false;
    }
  }
}

function applicant(): PartnerState {
  return {
    stage: 'asking',
    since: Date.now(),
    entry: 1,
    remindAt: null,
    giveUpAt: 0,
    reminders: 0,
    totalSales: 0,
    heard: [],
    once: [],
    milestones: [],
    queue: [],
  };
}
