import { eventWords } from '../../diagram/event-words.ts';
import type { PastWait } from '../../partners/timeline-entry.ts';
import type { EventMatch, Program } from '../../program/program.ts';
import type { Position } from '../../program/run-state.ts';
import type { Step } from '../../program/step-types.ts';
import { html, type Fragment } from './html.ts';
import type { TimelineLine } from './timeline-line.ts';
import { lasted, when, type Reader } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** Why somebody stands at a step, as far as the current release tells. */
interface Purpose {
  /** What follows "waited 3 days". */
  purpose: string;
  /** What they wait for, as a sentence. */
  until?: string;
  /** What the clock does in the end. */
  clock: 'goes on' | 'gives up' | 'next wake-up';
  /** At an end nobody waits. */
  isEnd?: true;
}

const PLAIN: Purpose = { purpose: '', clock: 'goes on' };

function purposeOf(step: Step | undefined, program: Program | undefined): Purpose {
  if (!step || !program) return PLAIN;
  switch (step.kind) {
    case 'approve':
      return { purpose: ' for approval', clock: 'next wake-up' };
    case 'task':
      return { purpose: ` for the task “${step.what}”`, clock: 'next wake-up' };
    case 'fork':
      return { purpose: ' for the paths to come together', clock: 'goes on' };
    case 'email':
    case 'notify':
    case 'grantLogin':
      return { purpose: ' to send the mail', clock: 'goes on' };
    case 'waitFor':
      return { purpose: '', until: eventText(step.on, program), clock: 'gives up' };
    case 'goal':
      return { purpose: '', until: eventText(step.on, program), clock: 'goes on' };
    case 'end':
      return { purpose: '', clock: 'goes on', isEnd: true };
    default:
      return PLAIN;
  }
}

function eventText(on: EventMatch, program: Program): string {
  const { sentence, lines } = eventWords(on, program);
  return [sentence, ...lines].join(', ');
}

function lookUp({ maps }: Wordbook, map: string, step: string): Purpose {
  const program = maps.find((each) => each.map === map);
  return purposeOf(program?.steps[step], program);
}

/** A wait that is over: how long, for what, and whether it ended because time ran out. */
export function waitLine(
  { map, step, since, wakeAt, leftAt }: PastWait,
  words: Wordbook,
  reader: Reader,
): TimelineLine {
  const { purpose, until, clock, isEnd } = lookUp(words, map, step);
  // Other waits have reminders, of which only the first was written down.
  const gaveUp = clock === 'gives up' && wakeAt !== undefined && leftAt >= wakeAt;
  return {
    tone: 'plain-badge',
    title: `${isEnd ? 'Stood' : 'Waited'} ${lasted(leftAt - since)}${purpose} at “${words.step(map, step)}”`,
    details: under([
      words.map(map),
      until && `until: ${until}`,
      gaveUp && 'gave up, for its time was over',
      html`since ${when(since, reader)}`,
    ]),
  };
}

/** Where somebody stands; where the clock does nothing, only an event lets them go. */
export function placeLine({ map, step, wakeAt }: Position, words: Wordbook, reader: Reader): TimelineLine {
  const { purpose, until, clock, isEnd } = lookUp(words, map, step);
  const waits = !isEnd && (wakeAt !== undefined || purpose !== '' || until !== undefined);
  return {
    tone: 'plain-badge',
    title: `${waits ? 'Waits' : 'Stands'}${purpose} at “${words.step(map, step)}” since then`,
    details: under([
      words.map(map),
      until && `until: ${until}`,
      wakeAt !== undefined &&
        html`${clock} ${when(wakeAt, reader)}${clock !== 'next wake-up' && ' at the latest'}`,
    ]),
  };
}

function under(parts: readonly Fragment[]): Fragment {
  const told = parts.filter(Boolean);
  return html`<p class="under">${told.map((part, index) => [index > 0 && ' · ', part])}</p>`;
}
