import type { Client, WorkflowHandle } from '@temporalio/client';
import type { ContactEventOf } from '../../src/program/events.ts';
import { startDispatcher } from '../../src/storage/dispatcher.ts';
import type { OutboxRow } from '../../src/storage/outbox.ts';
import { deliverEvents, workflowIdOf, type CurrentPrograms } from '../../src/temporal/deliver-events.ts';
import { approvalDecided, saleRecorded, type Sale } from '../rival/messages.ts';
import type { partner } from '../rival/partner.ts';
import type { Delivery, Office } from './office.ts';

/** One of those that are compared, as the world sees it. */
export interface Side {
  name: string;
  /** Answers with the new partner's contact id. */
  signUp(): Promise<string>;
  approve(contactId: string): Promise<void>;
  sale(contactId: string, delivery: Delivery): Promise<void>;
  /** Resolves when all that was brought has been passed on to the workflow. */
  passedOn(): Promise<void>;
  handle(contactId: string): WorkflowHandle;
}

/** What carries a fact to the workflow. */
type Carry = (row: OutboxRow) => Promise<void>;

function side(
  name: string,
  office: Office,
  idOf: (contactId: string) => string,
  client: Client,
  carry: Carry,
): Side {
  return {
    name,
    async signUp() {
      const row = await office.signUp();
      await carry(row);
      return row.contact_id;
    },
    approve: async (contactId) => carry(await office.approve(contactId)),
    sale: async (contactId, delivery) => carry(await office.sale(contactId, delivery)),
    passedOn: () => Promise.resolve(),
    handle: (contactId) => client.workflow.getHandle(idOf(contactId)),
  };
}

/** Mapwright as it runs: facts are committed, and the dispatcher carries them. `stop` ends the dispatcher. */
export function mapwrightByOwnDoor(
  client: Client,
  taskQueue: string,
  release: CurrentPrograms,
  office: Office,
): Side & { stop(): Promise<void> } {
  const deliver = deliverEvents(client, taskQueue, async () => release);
  const log = { warn: console.warn, error: console.error };
  const dispatcher = startDispatcher({ db: office.db, deliver, owner: 'bench', now: () => Date.now(), log });
  return {
    ...side('Mapwright', office, workflowIdOf, client, async () => dispatcher.wake()),
    passedOn: () => dispatcher.idle(),
    stop: () => dispatcher.stop(),
  };
}

/** Mapwright's workflow with one signal for each delivery, repeated ones too, as the hand-written one gets them. */
export function mapwrightBySignals(
  client: Client,
  taskQueue: string,
  release: CurrentPrograms,
  office: Office,
): Side {
  const deliver = deliverEvents(client, taskQueue, async () => release);
  return side('Mapwright', office, workflowIdOf, client, (row) => deliver(row.contact_id, [row]));
}

/** The hand-written workflow: its door starts it with the application and signals each fact as it comes. */
export function handWritten(client: Client, taskQueue: string, office: Office): Side {
  const idOf = (contactId: string) => `partner/${contactId}`;
  return side('Hand-written', office, idOf, client, async (row) => {
    const contactId = row.contact_id;
    const handle = client.workflow.getHandle(idOf(contactId));
    if (row.type === 'approval-decided') {
      const { outcome, by } = dataOf<'approval-decided'>(row);
      return handle.signal(approvalDecided, { outcome, by });
    }
    if (row.type === 'sale-recorded') return handle.signal(saleRecorded, saleOf(row));
    const args: Parameters<typeof partner> = [{ contactId }];
    await client.workflow.start('partner', { workflowId: idOf(contactId), taskQueue, args });
  });
}

function saleOf(row: OutboxRow): Sale {
  const { sale, commission } = dataOf<'sale-recorded'>(row);
  const { id, amount, at } = sale;
  return { id, amount, at, ...(commission ? { commission: commission.amount } : {}) };
}

function dataOf<T extends 'approval-decided' | 'sale-recorded'>(row: OutboxRow): ContactEventOf<T>['data'] {
  return JSON.parse(row.data) as ContactEventOf<T>['data'];
}
