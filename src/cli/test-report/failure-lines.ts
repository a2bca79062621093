import type { Scenario } from '../../language/scenario.generated.ts';
import { codeFrame, linesOf } from '../../diagnostics/code-frame.ts';
import { wrapText } from '../../diagnostics/wrap-text.ts';
import type { Failure, ScenarioReport } from '../../simulator/report.ts';
import { instantWords } from './happening-words.ts';
import { columnsOf, padded, type Paint } from './paint.ts';
import { placeIn } from './scenario-text.ts';
import { timelineDiff, type DiffLine } from './timeline-diff.ts';

/** What a failed scenario is shown with. */
export interface FailureSheet {
  paint: Paint;
  /** Columns; without it nothing is wrapped. */
  width?: number;
  /** The scenario file's text. */
  text: string;
  /** Where a step is written: `maps/x.map.yaml:7`. */
  placeOf: (step: { map: string; step: string }) => string | undefined;
  /** The steps that send an email of this name. */
  sendersOf: (template: string) => { map: string; step: string }[];
}

/** Lines around a difference that are shown. */
const CONTEXT = 3;
const WITHOUT_WIDTH = 160;

/** Each failed expectation with its frame, then the whole as a difference over the timeline. */
export function failureLines(report: ScenarioReport, scenario: Scenario, sheet: FailureSheet): string[] {
  const { failures, file } = report;
  return [
    ...failures.flatMap((failure) => expectationLines(failure, file, sheet)),
    ...differenceLines(timelineDiff(scenario, report), sheet),
    ...failures.filter(({ path }) => !isAboutEmails(path)).flatMap((failure) => endLines(failure, sheet)),
    '',
  ];
}

function isAboutEmails(path: Failure['path']): boolean {
  return ['emails', 'teamEmails', 'noOtherEmails'].includes(String(path?.[1]));
}

function expectationLines({ message, path }: Failure, file: string, sheet: FailureSheet): string[] {
  const { paint, width = WITHOUT_WIDTH, text } = sheet;
  const place = path && placeIn(text, path);
  const head = `${place ? `${file}:${place.start.line}:${place.start.column}` : file} ${paint('red', message)}`;
  const frame =
    place &&
    codeFrame(linesOf(text), place, {
      around: 1,
      width: width - 2,
      mark: (part) => paint('red', part),
      dim: (part) => paint('dim', part),
    });
  return [
    '',
    ...wrapped(`  ${head}`, '    ', sheet),
    ...(frame?.split('\n').map((line) => `    ${line}`) ?? []),
  ];
}

/** The differing lines of the timeline with some around them, the instants in a column. */
function differenceLines(lines: readonly DiffLine[], sheet: FailureSheet): string[] {
  const { paint } = sheet;
  const isNear = lines.map((_line, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  );
  // Nothing differs on the timeline: its end is where the contact came to.
  if (!isNear.includes(true)) isNear.fill(true, -2 * CONTEXT);
  const instants = lines.map(({ at }) => instantWords(new Date(at).toISOString()));
  const column = Math.max(0, ...instants.map((words) => words.length));
  const title = `  ${paint('bold', 'timeline')}  ${paint('red', '- expected')}  ${paint('green', '+ happened')}`;
  let shown: string | undefined;
  let left = 0;
  const body = lines.flatMap((line, index) => {
    if (!isNear[index]) {
      left += 1;
      return [];
    }
    const skipped = left > 0 ? [paint('dim', `    … ${left} more`)] : [];
    if (left > 0) shown = undefined;
    left = 0;
    const instant = instants[index] === shown ? '' : (instants[index] ?? '');
    shown = instants[index];
    return [...skipped, ...lineOf(line, padded(instant, column, 'right'), sheet)];
  });
  const rest = left > 0 ? [paint('dim', `    … ${left} more`)] : [];
  return ['', title, ...(lines.length > 0 ? [...body, ...rest] : ['    nothing happened'])];
}

function lineOf(line: DiffLine, instant: string, sheet: FailureSheet): string[] {
  const { paint } = sheet;
  const { mark, text } = line;
  const colour = mark === '-' ? 'red' : 'green';
  const painted = mark === ' ' ? text : paint(colour, text);
  const head = `  ${mark === ' ' ? ' ' : paint(colour, mark)} ${paint('dim', instant)} `;
  // Wrapping would take blank columns for one space.
  const column = ' '.repeat(columnsOf(head));
  const indent = `${column}  `;
  const details = mark === ' ' ? [] : [...line.notes, ...sourcesOf(line, sheet)];
  return [
    ...wrapped(column + painted, indent, sheet).map((part, index) =>
      index === 0 ? head + part.slice(column.length) : part,
    ),
    ...details.flatMap((detail) => wrapped(indent + paint('dim', detail), indent, sheet)),
  ];
}

/** Where the mail came from, or for one that did not come where it could have come from. */
function sourcesOf({ mark, step, template }: DiffLine, { placeOf, sendersOf }: FailureSheet): string[] {
  if (mark === '+') return step ? [`sent by ${named(step)}`] : [];
  return (template === undefined ? [] : sendersOf(template)).map(
    (sender) => `would be sent by ${named(sender)}`,
  );

  function named(one: { map: string; step: string }): string {
    const place = placeOf(one);
    return `step ${one.step}${place ? `, ${place}` : ` of ${one.map}`}`;
  }
}

/** What the contact came to in the end, expected and happened. */
function endLines({ path, expected, happened }: Failure, sheet: FailureSheet): string[] {
  const { paint } = sheet;
  if (expected.length + happened.length === 0) return [];
  const lines = [
    ...expected.map((one) => (happened.includes(one) ? `    ${one}` : paint('red', `  - ${one}`))),
    ...happened.filter((one) => !expected.includes(one)).map((one) => paint('green', `  + ${one}`)),
  ];
  return ['', `  ${paint('bold', String(path?.[1] ?? 'in the end'))}`, ...lines];
}

function wrapped(text: string, indent: string, { width }: FailureSheet): string[] {
  return width === undefined ? [text] : wrapText(text, width, indent).split('\n');
}
