import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { workflowIdOf } from '../../src/temporal/deliver-events.ts';
import type { RunState } from '../../src/program/run-state.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { eventOf, START, type Fact } from '../program/builders.ts';

/** A scheduled activity as history tells it. */
export interface Scheduled {
  id: string;
  type: string;
  summary: string;
}

/** The run of one contact, as the dispatcher and an operator see it. */
export class ContactRun {
  readonly contactId: string;
  readonly handle: WorkflowHandle;
  releaseSet = 'r1';
  sequence = 0;
  /** How long the server waits for an answer to a workflow task of a new run. */
  taskTimeout: '10 seconds' | '1 second' = '10 seconds';
  readonly #client: Client;
  readonly #taskQueue: string;

  constructor(client: Client, taskQueue: string, contactId = `c-${randomUUID()}`) {
    this.contactId = contactId;
    this.#client = client;
    this.#taskQueue = taskQueue;
    this.handle = client.workflow.getHandle(workflowIdOf(contactId));
  }

  /** Facts with the contact's next sequence numbers, in one signal that starts the run where there is none. */
  async hear(...facts: Fact[]): Promise<void> {
    await this.signal(facts.map((fact) => eventOf(fact, ++this.sequence, this.releaseSet, START)));
  }

  /** Any payload, with signal-with-start. */
  async signal(payload: unknown): Promise<void> {
    await this.#client.workflow.signalWithStart('contact', {
      workflowId: this.handle.workflowId,
      taskQueue: this.#taskQueue,
      workflowTaskTimeout: this.taskTimeout,
      args: [{ contactId: this.contactId }],
      signal: 'event',
      signalArgs: [payload],
    });
  }

  /** Bytes that no SDK would send, through the raw API. */
  async signalBytes(data: string, encoding: string): Promise<void> {
    await this.#client.workflowService.signalWorkflowExecution({
      namespace: this.#client.options.namespace,
      workflowExecution: { workflowId: this.handle.workflowId },
      signalName: 'event',
      input: { payloads: [{ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(data) }] },
      requestId: randomUUID(),
      identity: 'test',
    });
  }

  state(): Promise<RunState> {
    return this.handle.query(stateQuery);
  }

  /** Where the contact stands: main places as `step`, added ones as `+step`. */
  async stands(map = 'm'): Promise<string[]> {
    const { maps } = await this.state();
    return (maps[map]?.places ?? []).map(({ main, step }) => (main ? step : `+${step}`));
  }

  /** The Markdown that the Temporal UI shows. */
  async details(): Promise<string> {
    const { currentDetails } = await this.handle.query<{ currentDetails: string }>(
      '__temporal_workflow_metadata',
    );
    return currentDetails;
  }

  /** Names of history events of the latest run, such as `timerStarted`. */
  async history(): Promise<string[]> {
    const { events } = await this.handle.fetchHistory();
    return (events ?? []).map(
      (event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '',
    );
  }

  /** The activities that steps of the latest run have asked for, in order. */
  async scheduled(): Promise<Scheduled[]> {
    const { events } = await this.handle.fetchHistory();
    return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled, userMetadata }) =>
      scheduled?.activityId?.includes('#')
        ? [
            {
              id: scheduled.activityId,
              type: scheduled.activityType?.name ?? '',
              summary: JSON.parse(Buffer.from(userMetadata?.summary?.data ?? []).toString()) as string,
            },
          ]
        : [],
    );
  }
}
