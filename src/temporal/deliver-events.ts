import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { ContactEvent, FieldChange } from '../program/events.ts';
import { NEWEST_ENGINE } from '../program/engine.ts';
import { fieldsRead } from '../program/fields-read.ts';
import { goalsOf } from '../program/listeners.ts';
import type { EventMatch, Program, Programs } from '../program/program.ts';
import type { OutboxRow } from '../storage/outbox.ts';
import type { Deliver } from '../storage/dispatcher.ts';

/** What a delivery needs to know of the release that is current right now. */
export interface CurrentPrograms {
  setId: string;
  programs: Programs;
}

/** Id of a contact's run; contact ids are opaque, so it names nobody. */
export function workflowIdOf(contactId: string): string {
  return `contact/${contactId}`;
}

/**
 * Delivers outbox rows as one signal to the contact's run. Rows that a door for anyone (or a notice) listens to
 * start a run where there is none, and so do those who are put on a map or paused by hand; for others "there is no run" counts as delivered.
 */
export function deliverEvents(
  client: Client,
  taskQueue: string,
  current: () => Promise<CurrentPrograms>,
): Deliver {
  return async (contactId, rows) => {
    const release = await current();
    const events = rows.map((row) => toEvent(row, release));
    const workflowId = workflowIdOf(contactId);
    const doors = doorsForAnyone(release);
    if (rows.some((row) => STARTING.has(row.type) || occurrencesOf(row).some((one) => doors.has(one)))) {
      await client.workflow.signalWithStart('contact', {
        workflowId,
        taskQueue,
        args: [{ contactId, engine: NEWEST_ENGINE }],
        signal: 'event',
        signalArgs: [events],
      });
      return;
    }
    try {
      await client.workflow.getHandle(workflowId).signal('event', events);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  };
}

/** A row as a CloudEvents 1.0 object, with only those changes that a released program reads; the run may stand on an older one. */
function toEvent(row: OutboxRow, { setId, programs }: CurrentPrograms): ContactEvent {
  const read = new Set(fieldsRead(programs, setId, Object.keys(programs.programs)));
  const data = JSON.parse(row.data) as ContactEvent['data'] & { fields?: Record<string, unknown> };
  const changes = data.changes.filter(({ field }: FieldChange) => read.has(field));
  const fields =
    data.fields && Object.fromEntries(Object.entries(data.fields).filter(([name]) => read.has(name)));
  return {
    specversion: '1.0',
    id: row.event_id,
    source: row.source,
    type: row.type,
    time: new Date(row.time).toISOString(),
    subject: row.contact_id,
    sequence: row.sequence,
    releaseset: setId,
    data: { ...data, changes, ...(fields ? { fields } : {}) },
  } as ContactEvent;
}

/** What doors for anyone listen to: types of events, and `custom/NAME` for those of events.yaml. */
function doorsForAnyone({ setId, programs }: CurrentPrograms): Set<string> {
  const maps = Object.values(programs.sets[setId]?.maps ?? {});
  return new Set(maps.flatMap((release) => openTo(programs.programs[release])));
}

/** What opens a map to anyone: triggers, and the milestones and goals that bring contacts onto it. */
function openTo(program: Program | undefined): string[] {
  if (!program) return [];
  const isOpen = ({ scope }: { scope?: unknown }) => scope === 'anyone';
  return [
    ...[...program.triggers, ...goalsOf(program)].filter(isOpen).map(({ on }) => nameOf(on)),
    ...program.milestones.filter(isOpen).map(() => 'field-updated'),
  ];
}

function nameOf({ type, name }: Pick<EventMatch, 'type' | 'name'>): string {
  return type === 'custom' ? `custom/${name ?? ''}` : type;
}

/** What a run has to remember, or to do, whether or not anybody listens. */
const STARTING: ReadonlySet<string> = new Set(['added', 'paused', 'resumed']);

const DERIVED: Readonly<Record<string, string[]>> = {
  'contact-changed': ['tag-added', 'tag-removed'],
  'sale-recorded': ['commission-earned'],
  'second-tier-commission': ['commission-earned'],
};

/** What a fact can lead to, in the same words (see the kernel's occurrencesOf). */
function occurrencesOf({ type, data }: OutboxRow): string[] {
  if (type === 'custom') return [`custom/${(JSON.parse(data) as { name: string }).name}`];
  return [type, ...(DERIVED[type] ?? []), 'field-updated'];
}
