import type { ContactChange } from '../program/commands.ts';
import type { FieldChange, FieldValue } from '../program/events.ts';
import { fieldChanges } from './field-changes.ts';

/** The contact's own fields and tags. */
export interface OwnFacts {
  /** Values by field, defaults included. */
  fields: Record<string, FieldValue>;
  tags: string[];
}

/** What a change makes of them. */
export interface ChangedFacts {
  after: OwnFacts;
  /** Only values that differ; `tags` is the last of them. */
  changes: FieldChange[];
  /** Tags that came and went; absent when none did. */
  tags?: { added: string[]; removed: string[] };
}

/** Applies a change: values that are there already, and tags that are (or are not) there already, are no change. */
export function applyChange(
  before: OwnFacts,
  { set = {}, tag = [], untag = [] }: ContactChange,
): ChangedFacts {
  const fields = { ...before.fields, ...set };
  const added = [...new Set(tag)].filter((one) => !before.tags.includes(one));
  const removed = [...new Set(untag)].filter((one) => before.tags.includes(one));
  const changes = fieldChanges(before.fields, fields);
  if (added.length + removed.length === 0) return { after: { fields, tags: before.tags }, changes };
  const tags = [...before.tags.filter((one) => !removed.includes(one)), ...added];
  return {
    after: { fields, tags },
    changes: [...changes, { field: 'tags', before: before.tags, after: tags }],
    tags: { added, removed },
  };
}
