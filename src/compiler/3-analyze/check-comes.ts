import { diagnostic } from '../../diagnostics/catalog.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import type { WrittenMatch } from './event-shape.ts';
import type { MapContext } from './map-context.ts';
import { mayBeMissing } from './sources.ts';

/** Checks that an event can come at all, by what sending.yaml says of clicks and topics. */
export function checkComes(match: WrittenMatch & Record<string, unknown>, context: MapContext): void {
  if (mayBeMissing(context.sources, 'sending')) return;
  if (match.on === 'email-clicked') checkClicks(match, context);
  if (match.on === 'unsubscribed') checkUnsubscribed(match, context);
}

function checkClicks(
  match: WrittenMatch & Record<string, unknown>,
  { sources, doc, report, told, templates }: MapContext,
): void {
  const sending = sources.sending?.value;
  if (!sending) return;
  if (sending.tracking?.clicks !== true) {
    // However many wait for clicks, one setting is missing.
    if (told.has('clicks')) return;
    told.add('clicks');
    const fix = 'Write `tracking: { clicks: true }` in sending.yaml.';
    report(diagnostic('MW337', { why: 'clicks are not tracked', fix }, valuePlace(doc.file, match, 'on')));
    return;
  }
  const name = String(match['email']);
  const topic = sources.emails.get(name)?.value.topic;
  if (!sources.emails.has(name) || sending.topics?.[topic ?? '']?.marketing === true) return;
  // A topic that is not there, and a link that nobody can use, have been reported.
  const isMeant = templates.get(name)?.some(({ path }) => path === 'unsubscribe.url') === true;
  if (isMeant || (topic !== undefined && !sending.topics?.[topic]) || told.has(name)) return;
  told.add(name);
  const why = 'clicks are tracked in mails with a marketing topic only';
  const fix = 'Give the email a topic that is `marketing: true`, or name another email.';
  report(diagnostic('MW337', { why, fix }, valuePlace(doc.file, match, 'email')));
}

function checkUnsubscribed(
  match: WrittenMatch & Record<string, unknown>,
  { sources, doc, report }: MapContext,
): void {
  const name = match['topic'];
  const topic = typeof name === 'string' ? sources.sending?.value.topics?.[name] : undefined;
  if (!topic || topic.marketing === true) return;
  const why = 'nobody can unsubscribe from a topic that is not `marketing: true`';
  const fix = 'Name another topic, or make this one `marketing: true` in sending.yaml.';
  report(diagnostic('MW337', { why, fix }, valuePlace(doc.file, match, 'topic')));
}
