import { readDeclared } from '../partners/event-data.ts';
import type { ActivityJob, ActivityOutcome } from '../program/commands.ts';
import { outcomeOf } from '../webhooks/outcome-of.ts';
import type { Scene } from './scene.ts';

type CallJob = Extract<ActivityJob, { activity: 'call-activity' }>;

/**
 * An activity of one's own, as the scenario lets it answer: its code is not run, for a test is to need nothing but the
 * maps. A failure stands for an attempt with all its quick retries.
 */
export function callActivity(scene: Scene, job: CallJob): ActivityOutcome {
  const { name, output } = job.input;
  const { step } = job.origin;
  const failures = scene.activityFailures.get(name) ?? 0;
  if (failures > 0) {
    scene.activityFailures.set(name, failures - 1);
    return failed(scene, job, 'the scenario makes it fail');
  }
  const answer = scene.answers[step];
  // Nobody writes down what each of many contacts is answered: to them all values are empty.
  if (!output || (!answer && scene.countsOnly)) return { status: 'done' };
  if (!answer) return mistake(scene, lacking(name, step, Object.keys(output)));
  const reading = readDeclared(output, answer);
  if ('values' in reading) return { status: 'done', output: reading.values };
  const problems = reading.problems.map((problem) => `${problem.name} ${problem.detail}`);
  return mistake(scene, `The answer to the step ${step}: ${problems.join('; ')}.`);
}

/** A webhook, answered by the scenario, and well where it does not say: nothing is called. */
export function callWebhook({ answers, run }: Scene, { origin }: ActivityJob): ActivityOutcome {
  const { status = 200 }: { status?: number } = answers[origin.step] ?? {};
  return outcomeOf({ status }, run.now);
}

function failed({ run, timeline }: Scene, { input, origin }: CallJob, message: string): ActivityOutcome {
  const { map, step } = origin;
  const at = new Date(run.now).toISOString();
  timeline.push({ at, kind: 'activity-failed', map, step, activity: input.name, message });
  return { status: 'failed', permanent: false, message };
}

function lacking(name: string, step: string, values: readonly string[]): string {
  const example = values.map((value) => `${value}: …`).join(', ');
  return (
    `The step ${step} asks for the answer of the activity ${name}, and the scenario has none. ` +
    `Add it: answers: { ${step}: { ${example} } }.`
  );
}

function mistake({ mistakes }: Scene, message: string): ActivityOutcome {
  mistakes.push(message);
  return { status: 'failed', permanent: true, message };
}
