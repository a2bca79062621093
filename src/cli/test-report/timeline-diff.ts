import type { Scenario } from '../../language/scenario.generated.ts';
import type { Instant } from '../../program/time.ts';
import { expectedLine, instantOf, pairEmails, type EmailPair } from '../../simulator/pair-emails.ts';
import type { Happening, ScenarioReport } from '../../simulator/report.ts';
import { happeningWords } from './happening-words.ts';

/** One line of a timeline on which expected and happened stand side by side. */
export interface DiffLine {
  /** Happened as expected or unasked; expected and did not happen; happened and was not expected. */
  mark: ' ' | '-' | '+';
  at: Instant;
  text: string;
  /** What the line has that its other half has not, in words. */
  notes: string[];
  /** The step that sent the mail. */
  step?: { map: string; step: string };
  /** Of a mail of which none came. */
  template?: string;
}

/** A line that is put in before the happening of this index. */
type Inserted = DiffLine & { before: number };

/** What a scenario expected beside what happened, in order of instants. */
export function timelineDiff({ expect = {}, start }: Scenario, { timeline }: ScenarioReport): DiffLine[] {
  const began = Date.parse(start);
  const lines = timeline.map((happening): DiffLine => {
    const { at } = happening;
    return {
      mark: ' ',
      at: Date.parse(at),
      text: happeningWords(happening),
      notes: [],
      ...stepOf(happening),
    };
  });
  const { emails, teamEmails, noOtherEmails } = expect;
  const toContact = indices(timeline, (email) => email.team === undefined);
  const toTeams = indices(timeline, (email) => email.team !== undefined);
  const inserted = [
    ...compare(emails ?? [], toContact, noOtherEmails === true || emails?.length === 0),
    ...compare(teamEmails ?? [], toTeams, teamEmails?.length === 0),
  ];
  return merged(lines, inserted);

  /** Marks the mails that nobody expected; answers the lines of those that were expected and did not come. */
  function compare(
    expected: NonNullable<typeof emails>,
    at: readonly number[],
    noOthers: boolean,
  ): Inserted[] {
    const sent = at.flatMap((index) => (timeline[index]?.kind === 'email' ? [timeline[index]] : []));
    const pairs = pairEmails(expected, sent, began);
    const positionOf = ({ sent: one }: EmailPair) => (one === undefined ? undefined : at[one]);
    const paired = new Set(pairs.map(positionOf));
    if (noOthers) for (const index of at) if (!paired.has(index)) mark(index, []);
    return pairs.flatMap((pair, index) => {
      const position = positionOf(pair);
      if (position !== undefined && pair.differences.length === 0) return [];
      if (position !== undefined) mark(position, pair.differences);
      const earlier = pairs
        .slice(0, index)
        .map(positionOf)
        .findLast((one) => one !== undefined);
      return [missing(pair, position, earlier)];
    });
  }

  function mark(index: number, notes: string[]): void {
    const line = lines[index];
    if (line) Object.assign(line, { mark: '+', notes });
  }

  /** Stands at its own instant; without one beside the mail that came for it, or behind the mail before it. */
  function missing(
    { expected }: EmailPair,
    position: number | undefined,
    earlier: number | undefined,
  ): Inserted {
    const beside = position ?? (earlier === undefined ? 0 : earlier + 1);
    const own = expected.at === undefined ? undefined : instantOf(expected.at, began);
    const at = own ?? lines[position ?? earlier ?? 0]?.at ?? began;
    const later = lines.findIndex((line) => line.at > at);
    const isBeside = own === undefined || lines[beside]?.at === own;
    const before = isBeside ? beside : later < 0 ? lines.length : later;
    const text = `email ${expectedLine(expected)}`;
    const template = position === undefined ? { template: expected.template } : {};
    return { mark: '-', at, text, notes: [], ...template, before };
  }
}

function stepOf(happening: Happening): Pick<DiffLine, 'step'> {
  if (!('template' in happening)) return {};
  const { map, step } = happening;
  return { step: { map, step } };
}

function indices(
  timeline: readonly Happening[],
  isWanted: (email: Extract<Happening, { kind: 'email' }>) => boolean,
): number[] {
  return timeline.flatMap((one, index) => (one.kind === 'email' && isWanted(one) ? [index] : []));
}

function merged(lines: readonly DiffLine[], inserted: readonly Inserted[]): DiffLine[] {
  return [...lines.keys(), lines.length].flatMap((index) => [
    ...inserted.filter(({ before }) => before === index).map(({ before: _, ...line }) => line),
    ...(lines[index] ? [lines[index]] : []),
  ]);
}
