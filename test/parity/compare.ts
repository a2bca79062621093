import PostalMime from 'postal-mime';
import { expect } from 'vitest';
import { builtInMails } from '../../src/email/built-in-mails.ts';
import type { RunState } from '../../src/program/run-state.ts';
import type { Instant } from '../../src/program/time.ts';
import { playScenario } from '../../src/simulator/play-scenario.ts';
import type { Happening } from '../../src/simulator/report.ts';
import type { Playing } from './playing.ts';
import type { TakenMail } from './stage.ts';

/** How far an instant on the server may lie from the same one in virtual time: 2 seconds where its time is virtual, too. */
const TOLERANCE = 2_000;
/** What the three quick attempts take before a failure is told: 1 and 2 seconds lie between them. */
const QUICK_ATTEMPTS = 4_000;

/** One mail, or why there was none. */
interface Line {
  at: Instant;
  text: string;
}

/** Plays the same entries at the same instants in virtual time, and compares mails and standing with the server's. */
export async function expectParity(
  playing: Playing,
  taken: readonly TakenMail[],
  tolerance = TOLERANCE,
): Promise<void> {
  const { scenario, played, project } = playing;
  const start = new Date(Math.min(...played.map(({ at = '' }) => Date.parse(at)))).toISOString();
  const scene = await playScenario(project.stage, {
    scenario: { ...scenario, start, timeline: [...played] },
  });
  const simulated = scene.timeline.flatMap(lineOf);
  const failures = scene.timeline
    .filter(({ kind }) => kind === 'mail-failed' || kind === 'activity-failed')
    .map(({ at }) => Date.parse(at));
  const happened = await linesOnServer(playing, taken);
  expect(matched(happened, simulated, { failures, tolerance })).toEqual(simulated.map(shown));
  expect(standingOf(playing.state, playing)).toEqual(standingOf(scene.run.state, playing));
}

function lineOf(happening: Happening): Line[] {
  const at = Date.parse(happening.at);
  if (happening.kind === 'skipped' && happening.why !== 'retracted') {
    const { map, step, template, why } = happening;
    return [{ at, text: `${map}/${step} ${template} not sent: ${why}` }];
  }
  if (happening.kind !== 'email') return [];
  const { map, step, template, to, subject, text } = happening;
  return [
    { at, text: mailText({ step: `${map}/${step}`, template }, { to: addressesIn(to), subject, text }) },
  ];
}

/** What the send ledger holds, with the message as the mail server took it. */
async function linesOnServer(
  { project, contactId = '' }: Playing,
  taken: readonly TakenMail[],
): Promise<Line[]> {
  const rows = await project.db
    .selectFrom('sent_mails')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('status', 'in', ['sent', 'skipped'])
    .orderBy('settled_at')
    .orderBy('entry')
    .execute();
  return Promise.all(
    rows.map(async (row): Promise<Line> => {
      const at = row.settled_at ?? 0;
      const step = `${row.map}/${row.step}`;
      const name = `${step} ${row.template}`;
      if (row.status === 'skipped') return { at, text: `${name} not sent: ${row.verdict}` };
      const copies = taken.filter(({ messageId }) => messageId === row.message_id);
      const [copy] = copies;
      if (!copy || copies.length > 1)
        return { at, text: `${name} went over the wire ${copies.length} times` };
      const { to = [], subject, text = '' } = await PostalMime.parse(copy.raw);
      const addresses = to.map(({ address = '' }) => address).join(', ');
      return { at, text: mailText({ step, template: row.template }, { to: addresses, subject, text }) };
    }),
  );
}

/** Links are each run's own, and so is what a built-in mail tells a team to type; lines are folded by the transport. */
function mailText(
  { step, template }: { step: string; template: string },
  mail: { to: string; subject?: string | undefined; text: string },
): string {
  const { to, subject = '', text } = mail;
  const told = Object.hasOwn(builtInMails, template) ? '' : text;
  const comparable = told
    .replaceAll(/https?:\/\/\S+/g, 'LINK')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return `${step} ${template} to ${to} “${subject}” ${comparable}`;
}

/** The addresses of a list of mailboxes. */
function addressesIn(to: string): string {
  return to
    .split(', ')
    .map((mailbox) => /<(.*)>/.exec(mailbox)?.[1] ?? mailbox)
    .join(', ');
}

/** The server's lines in the order of the simulator's: what is at the same instant may go out side by side. */
function matched(
  happened: readonly Line[],
  simulated: readonly Line[],
  { failures, tolerance }: { failures: readonly Instant[]; tolerance: number },
): string[] {
  const left = [...happened];
  const found = simulated.flatMap((line) => {
    const late = tolerance + QUICK_ATTEMPTS * failures.filter((at) => at <= line.at).length;
    const index = left.findIndex(
      ({ at, text }) => text === line.text && at >= line.at - tolerance && at <= line.at + late,
    );
    return index < 0 ? [] : left.splice(index, 1).map(() => shown(line));
  });
  return [...found, ...left.map(shown)];
}

function shown({ at, text }: Line): string {
  return `${new Date(at).toISOString()} ${text}`;
}

/** Where the contact stands on each map of the scenario, and what each remembers. */
function standingOf(state: RunState | undefined, { place, setId }: Playing) {
  return Object.keys(place.programs.sets[setId]?.maps ?? {}).map((name) => {
    const { places = [], once = [], oncePer = {}, milestones = {}, goals = [] } = state?.maps[name] ?? {};
    const stands = places.map(({ main, step, waits }) => `${main ? '' : '+'}${step} (${waits.for})`);
    return { name, stands, once, oncePer, milestones, goals };
  });
}
