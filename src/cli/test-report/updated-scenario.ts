import { isMap, isNode, isSeq, parseDocument, type Document, type YAMLSeq } from 'yaml';
import type { ExpectedEmail, Scenario } from '../../language/scenario.generated.ts';
import { formatDocument } from '../../formatter/format-document.ts';
import { offsetOf } from '../../simulator/clock-text.ts';
import { pairEmails, type EmailPair, type SentEmail } from '../../simulator/pair-emails.ts';
import type { ScenarioReport } from '../../simulator/report.ts';
import { expectationSpan } from './scenario-text.ts';

/**
 * A scenario's text with what happened in place of what was expected and did not; the rest of it, with comments, stays
 * to the letter. A scenario that expects nothing gets its emails and where the contact stands.
 */
export function updatedScenario(text: string, scenario: Scenario, report: ScenarioReport): string {
  const document = parseDocument(text);
  const { expect = {} } = scenario;
  const isNew = Object.keys(expect).length === 0;
  for (const { path, instead } of report.failures)
    if (path && instead !== undefined) document.setIn(path, document.createNode(instead, FLOW));
  for (const key of ['emails', 'teamEmails'] as const) {
    const keys: unknown[] = key === 'emails' ? [key, 'noOtherEmails'] : [key];
    const failed = report.failures.some(({ path }) => keys.includes(path?.[1]));
    if (failed || (isNew && key === 'emails')) updateEmails(document, key, scenario, report);
  }
  if (isNew) document.setIn(['expect', 'noOtherEmails'], true);
  return spliced(text, canonical(document.toString({ lineWidth: 0 })));
}

const FLOW = { flow: true };

function canonical(text: string): string {
  const formatted = formatDocument({ path: 'x.scenario.yaml', bytes: new TextEncoder().encode(text) });
  return 'text' in formatted ? formatted.text : text;
}

/** Only `expect` is taken over from what the library prints: it would write the rest in a style of its own. */
function spliced(text: string, printed: string): string {
  const after = expectationSpan(printed);
  if (!after) return text;
  const before = expectationSpan(text) ?? { from: text.length, to: text.length };
  const gap = before.from === text.length && !text.endsWith('\n') ? '\n' : '';
  const end = before.to === text.length ? '\n' : '';
  const expectation = printed.slice(after.from, after.to).trimEnd();
  return (
    text.slice(0, before.from) + gap + expectation + end + text.slice(before.to).replace(/^(?!\n|$)/, '\n')
  );
}

/** Keeps each expected mail that came, as it is written; mends it where it differs, and leaves out what did not come. */
function updateEmails(
  document: Document,
  key: 'emails' | 'teamEmails',
  { expect = {}, start }: Scenario,
  { timeline }: ScenarioReport,
): void {
  const began = Date.parse(start);
  const sent = timeline
    .filter((one): one is SentEmail => one.kind === 'email')
    .filter(({ team }) => (key === 'emails') === (team === undefined));
  const pairs = pairEmails(expect[key] ?? [], sent, began);
  const list = listIn(document, key);
  const nodes = [...list.items];
  const isComplete =
    expect[key] === undefined || expect[key].length === 0 || (key === 'emails' && expect.noOtherEmails);
  const items = sent.flatMap((email, index) => {
    const position = pairs.findIndex((pair) => pair.sent === index);
    const pair = pairs[position];
    if (!pair) return isComplete ? [document.createNode(written(email), FLOW)] : [];
    const node = nodes[position];
    mend(node, pair, email);
    return [node];
  });
  list.items = items;
  list.flow = items.length === 0;

  function written({ template, at }: SentEmail): ExpectedEmail {
    return { template, at: offsetOf(at, began) };
  }

  function mend(node: unknown, { expected, differences }: EmailPair, email: SentEmail): void {
    if (!isMap(node) || differences.length === 0) return;
    if (expected.at !== undefined) node.set('at', offsetOf(email.at, began));
    if (expected.subject !== undefined && !isStill(expected, email, 'subject'))
      node.set('subject', email.subject);
    if (expected.to !== undefined && !isStill(expected, email, 'to')) node.set('to', email.to);
    // Which part of the text was meant nobody can say.
    if (expected.contains !== undefined && !isStill(expected, email, 'contains')) node.delete('contains');
  }

  /** Whether this part of the expectation came true. */
  function isStill(
    { template, ...rest }: ExpectedEmail,
    email: SentEmail,
    part: 'to' | 'subject' | 'contains',
  ): boolean {
    const [pair] = pairEmails([{ template, [part]: rest[part] ?? '' }], [email], began);
    return pair?.differences.length === 0;
  }
}

function listIn(document: Document, key: string): YAMLSeq {
  const known = document.getIn(['expect', key], true);
  if (isNode(known) && isSeq(known)) return known;
  document.setIn(['expect', key], document.createNode([]));
  return document.getIn(['expect', key], true) as YAMLSeq;
}
