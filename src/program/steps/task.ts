import type { MailRequest } from '../commands.ts';
import type { Place } from '../run-state.ts';
import type { TaskStep } from '../step-types.ts';
import type { MapTurn } from '../turn.ts';
import { jobBase } from './job-base.ts';
import { deadlines, questionDone, questionDue } from './question.ts';
import type { StepRules } from './step-rules.ts';

/** The outcome for when nobody did the task in time; no person can choose it. */
const EXPIRED = 'expired';

/** `task`: a person does something and says how it went. As with `approve`, the database row decides who was first. */
export const task: StepRules<TaskStep> = {
  enter: (turn, place, step) => ({
    move: 'ask',
    job: {
      ...jobBase(turn, place, `Give team ${step.team} the task: ${step.what}`),
      activity: 'request-task',
      input: {
        team: step.team,
        title: step.what,
        outcomes: choices(step),
        mail: teamMail(turn, place, step, 0),
      },
      resolve: deadlines(turn, place, step),
    },
  }),
  done: (turn, place, step, done) => questionDone(turn, place, done, behind(step, EXPIRED)),
  due: (turn, place, step) =>
    questionDue(turn, place, step, {
      remind: `Remind team ${step.team} of the task: ${step.what}`,
      mail: (index) => teamMail(turn, place, step, index),
      close: () => ({
        ...jobBase(turn, place, 'Nobody did it in time: close the task', 'expire'),
        activity: 'expire-task',
        input: {},
      }),
    }),
  happened: (_turn, place, step, { type, data }) => {
    if (type !== 'task-done' || data['entry'] !== place.entry) return undefined;
    return { move: 'go', to: behind(step, String(data['outcome'])) };
  },
};

/** The first step of an outcome's path, or what follows the task where there is none. */
function behind({ outcomes, next }: TaskStep, outcome: string) {
  return outcomes.find(({ name }) => name === outcome)?.first ?? next;
}

function choices({ outcomes }: TaskStep): string[] {
  return outcomes.map(({ name }) => name).filter((name) => name !== EXPIRED);
}

function teamMail({ program }: MapTurn, { step: id }: Place, step: TaskStep, index: number): MailRequest {
  return {
    index,
    email: { builtIn: 'task-request' },
    to: { team: step.team },
    ...(program.program ? { program: program.program } : {}),
    values: { 'task.title': step.what, 'task.step': id, 'task.outcomes': choices(step) },
  };
}
