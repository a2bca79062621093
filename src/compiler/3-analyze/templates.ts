import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { EmailFrontMatter } from '../../language/email.generated.ts';
import { positionAt } from '../1-parse/line-index.ts';
import { checkTopic } from './check-names.ts';
import { checkTemplate } from './check-template.ts';
import type { MergeFields } from './merge-fields.ts';
import { mayBeMissing, type Doc, type Report, type Sources } from './sources.ts';
import { textPlace } from './text-place.ts';

/** A merge field that an email uses, and where first. */
export interface MergeUse {
  path: string;
  place: Place;
}

/** What each email uses, by its name. */
export type Templates = ReadonlyMap<string, readonly MergeUse[]>;

/** Reads the merge fields of every email, once. */
export function readTemplates(sources: Sources, merge: MergeFields, report: Report): Templates {
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
    checkUnsubscribe(uses, { file, value }, sources, report);
  }
  return templates;
}

/** Only what is sent for a marketing topic can be unsubscribed from. */
function checkUnsubscribe(
  uses: ReadonlyMap<string, MergeUse>,
  { file, value }: Doc<EmailFrontMatter>,
  sources: Sources,
  report: Report,
): void {
  if (value.topic !== undefined) checkTopic({ doc: { file }, sources, report }, value, 'topic');
  const use = uses.get('unsubscribe.url');
  const topic = sources.sending?.value.topics?.[value.topic ?? ''];
  if (!use || topic?.marketing === true || mayBeMissing(sources, 'sending')) return;
  // A topic that is not there has been reported.
  if (value.topic !== undefined && !topic) return;
  const why =
    value.topic === undefined
      ? 'names no topic'
      : `has the topic \`${value.topic}\`, which is not \`marketing: true\``;
  report(diagnostic('MW418', { why }, use.place));
}
