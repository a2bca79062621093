import { evaluate } from '@marcbachmann/cel-js';
import { isCalendarDate, parseDuration, readInstant } from '../../program/time.ts';
import { durationMeant } from '../2-validate/duration-meant.ts';
import { FORMATS } from '../2-validate/formats.ts';
import { lackingDay } from '../2-validate/instant-meant.ts';
import { nodesOf, type CelNode } from './expression-tree.ts';

/**
 * What a function cannot be given, by offsets into the expression: a literal text that could never stand for the instant,
 * duration or date that is wanted, or a zone for `text`, a function.
 */
export type LiteralProblem = { start: number; end: number; text: string } & (
  { problem: 'zone' } | { problem: 'time'; wanted: string; example: string }
);

/** What is wrong with a text that a function takes: evaluated, it would fail, and the condition be false for everybody. */
export function literalProblem(tree: CelNode): LiteralProblem | undefined {
  for (const node of nodesOf(tree)) {
    if (node.op !== 'call' && node.op !== 'rcall') continue;
    const parts = node.args as unknown[];
    const given = (parts.at(-1) as CelNode[])[0];
    const name = String(parts[0]);
    // Zone rules differ between machines and years, and an expression is evaluated again at each replay.
    if (given && node.op === 'rcall' && PARTS_OF_TIME.test(name))
      return { start: given.start, end: given.end, text: name, problem: 'zone' };
    if (!isText(given) || node.op === 'rcall') continue;
    const { start, end, args: text } = given;
    const at = { start, end, text };
    if (name === 'timestamp' && (readInstant(text) === undefined || fails(name, text))) {
      const wanted = lackingDay(text) ?? 'an instant with its seconds and offset';
      return { ...at, problem: 'time', wanted, example: instantLike(text) };
    } else if (name === 'duration' && fails(name, text)) {
      const wanted = 'a duration in hours, minutes and seconds';
      return { ...at, problem: 'time', wanted, example: durationLike(text) };
    }
  }
  return undefined;
}

/** The CEL functions of a timestamp, which take a zone. */
const PARTS_OF_TIME = /^get(FullYear|Month|Date|DayOf(Month|Week|Year)|Hours|Minutes|Seconds|Milliseconds)$/;

/** A literal text that a date field can never hold; an unset one is empty. */
export function dateProblem(literal: CelNode): LiteralProblem | undefined {
  if (!isText(literal) || literal.args === '' || isCalendarDate(literal.args)) return undefined;
  const { start, end, args: text } = literal;
  const example = FORMATS.date.meant(text) || FORMATS.date.example;
  const wanted = lackingDay(text) ?? 'a date (year-month-day)';
  return { start, end, text, problem: 'time', wanted, example };
}

function isText(node: CelNode | undefined): node is CelNode & { args: string } {
  return node?.op === 'value' && typeof node.args === 'string';
}

/** The library is the judge of what it can read. */
function fails(name: string, text: string): boolean {
  try {
    evaluate(`${name}(${JSON.stringify(text)})`);
    return false;
  } catch {
    return true;
  }
}

/** With seconds, which the library asks for. */
function instantLike(text: string): string {
  const instant = readInstant(FORMATS.instant.meant(text));
  return instant === undefined
    ? FORMATS.instant.example
    : new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** Expressions count in hours, minutes and seconds only. */
function durationLike(text: string): string {
  const near = durationMeant(text);
  const { days = 0, ms = 0 } = parseDuration(near === '' ? text : near.meant) ?? {};
  const minutes = days * 24 * 60 + ms / 60_000;
  if (minutes === 0) return '72h';
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
