import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Scenario } from '../../language/scenario.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkDeclaredData, stepNamedIn, type ScenarioContext } from './scenario-names.ts';
import { NOTHING, type Shape } from './shape.ts';

type Answers = NonNullable<Scenario['answers']>;

/** What a webhook can be answered with. */
const HTTP_ANSWER: Shape = { attributes: { status: { type: 'integer' } } };

/** Checks that the steps which a scenario lets be answered are there, and that the answers are of their types. */
export function checkAnswers(answers: Answers, context: ScenarioContext): void {
  for (const [name, answer] of Object.entries(answers)) {
    const place = keyPlace(context.doc.file, answers, name);
    const found = stepNamedIn(context, name, place);
    if (!found) continue;
    const { step } = found;
    if (typeof step !== 'string' && 'call' in step) checkAnswer(answer, step.call.activity, context);
    else if (typeof step !== 'string' && 'webhook' in step) checkStatus(answer, name, context);
    else {
      const fix = 'Name a `call` or a `webhook` step: others ask nothing of the world outside.';
      const args = { step: name, kind: 'call` or `webhook', do: 'answer', fix };
      context.report(diagnostic('MW375', args, place));
    }
  }
}

function checkAnswer(answer: object, activity: string, context: ScenarioContext): void {
  // An activity that is not there has been reported where it is called.
  const declared = context.activities.has(activity)
    ? (context.activities.get(activity)?.output ?? NOTHING)
    : 'any';
  checkDeclaredData(context, answer, declared, `the answer of \`${activity}\``);
}

function checkStatus(answer: { status?: unknown }, step: string, context: ScenarioContext): void {
  const { doc, report } = context;
  checkDeclaredData(context, answer, HTTP_ANSWER, `the answer to \`${step}\``);
  const { status } = answer;
  if (!Number.isInteger(status) || (Number(status) >= 100 && Number(status) <= 599)) return;
  const args = { value: String(status), expected: 'an HTTP status', example: '200' };
  report(diagnostic('MW206', args, valuePlace(doc.file, answer, 'status')));
}
