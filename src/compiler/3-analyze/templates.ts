import type { Place } from '../../diagnostics/catalog.ts';
import { positionAt } from '../1-parse/line-index.ts';
import { checkTemplate } from './check-template.ts';
import type { Fields } from './fields.ts';
import { mergeFieldsOf, type MergeFields } from './merge-fields.ts';
import type { Report, Sources } from './sources.ts';
import { textPlace } from './text-place.ts';

/** A merge field that an email uses, and where first. */
export interface MergeUse {
  path: string;
  place: Place;
}

/** What each email uses, by its name. */
export type Templates = ReadonlyMap<string, readonly MergeUse[]>;

/** Reads the merge fields of every email, once. */
export function readTemplates(
  sources: Sources,
  fields: Fields,
  report: Report,
): { templates: Templates; merge: MergeFields } {
  const merge = mergeFieldsOf(fields);
  const templates = new Map<string, MergeUse[]>();
  for (const [name, { file, value }] of sources.emails) {
    const uses = new Map<string, MergeUse>();
    const read = (text: string, placeAt: (start: number, end: number) => Place) => {
      for (const use of checkTemplate({ text, placeAt, merge, sources, report })) {
        if (!uses.has(use.path)) uses.set(use.path, use);
      }
    };
    for (const key of ['subject', 'preheader'] as const) {
      read(value[key] ?? '', (start, end) => textPlace(file, value, key, { start, end }));
    }
    const offset = file.body?.offset ?? 0;
    read(file.body?.text ?? '', (start, end) => ({
      file: file.path,
      start: positionAt(file.lines, start + offset),
      end: positionAt(file.lines, end + offset),
    }));
    templates.set(name, [...uses.values()]);
  }
  return { templates, merge };
}
