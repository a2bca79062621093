import { defineSignal } from '@temporalio/workflow';
import type { Instant } from '../../src/program/time.ts';

/** Argument of the workflow `partner`. */
export interface PartnerInput {
  contactId: string;
  /** What the door knows of an earlier stay; where the workflow continues as new, all that it knows itself. */
  state?: PartnerState;
}

/** All that has to survive continue-as-new. Money is in cents. */
export interface PartnerState {
  stage: 'asking' | 'review' | 'login' | 'welcome' | 'declined' | 'active' | 'left';
  since: Instant;
  /** Names the work of one step, so that no mail's key is used twice. */
  entry: number;
  /** Set in `review`; null: no further reminder. */
  remindAt: Instant | null;
  giveUpAt: Instant;
  reminders: number;
  decision?: Decision;
  totalSales: number;
  /** Ids of sales and refunds already heard, against duplicates. */
  heard: string[];
  /** Mails that go out once. */
  once: string[];
  milestones: number[];
  /** Heard and not yet dealt with. */
  queue: Sale[];
}

/** The team's answer. */
export interface Decision {
  outcome: 'approved' | 'rejected';
  by: string;
}

/** A sale, or with a negative amount a refund. `commission` is absent where it earned none. Cents. */
export interface Sale {
  id: string;
  amount: number;
  at: Instant;
  commission?: number;
}

export const approvalDecided = defineSignal<[Decision]>('approval-decided');
export const saleRecorded = defineSignal<[Sale]>('sale-recorded');
export const saleRefunded = defineSignal<[Sale]>('sale-refunded');
