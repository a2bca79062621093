import type { CatalogEntry } from './entry.ts';

/** MW3xx: what a document means, alone and together with the others. */
export const MEANING = {
  MW301: {
    severity: 'warning',
    title: '`equals` on a running total',
    message:
      '`{field}` is a running total, and `equals` tests for exactly {value}: a sale that jumps over it goes unnoticed, and a refund that brings the total back to it fires.',
    hint: 'Write `crosses: {value}`, or a `milestones:` block.',
    explanation:
      'This is how the hosted builders write a milestone, and it works exactly as written. A sale from 900 to 1,100 never meets 1,000; a refund from 1,100 to 1,000 does. `crosses` is true when the total was lower before and is that high now.',
  },
  MW302: {
    severity: 'error',
    title: 'Unknown email',
    message: 'There is no email `{name}`.',
    hint: '{suggestion}An email is a file: `emails/NAME.email.md`.',
    explanation: 'An email is named by its file: `welcome` is `emails/welcome.email.md`.',
  },
  MW303: {
    severity: 'error',
    title: 'Unknown form',
    message: 'No partner program has a sign-up form `{name}`, so this could never happen.',
    hint: '{suggestion}The id of a form is `signUpForm.id` of its program.',
    explanation: 'A trigger on a form that nobody can submit is a door that never opens.',
  },
  MW304: {
    severity: 'error',
    title: 'Unknown team',
    message: 'There is no team `{name}`.',
    hint: '{suggestion}Teams are listed under `teams` in `sending.yaml`.',
    explanation: 'Teams and their addresses stand in `sending.yaml`, so that they are in one place.',
  },
  MW305: {
    severity: 'error',
    title: 'Unknown program',
    message: 'There is no partner program `{name}`.',
    hint: '{suggestion}A program is a file: `NAME.program.yaml`.',
    explanation: 'A map reads the enrolment of one partner program, which must be among the files.',
  },
  MW306: {
    severity: 'error',
    title: 'Unknown field',
    message: 'There is no contact field `{name}`.',
    hint: '{suggestion}Own fields are declared in `contact.yaml`.',
    explanation: 'Fields are built in, or declared with their type in `contact.yaml`.',
  },
  MW307: {
    severity: 'error',
    title: 'Unknown step',
    message: 'There is no step `{name}` in {where}.',
    hint: '{suggestion}Steps are named by their `id`; an email step without one by its email.',
    explanation: 'Step ids are where contacts stand. Whoever refers to one must use the very same word.',
  },
  MW308: {
    severity: 'error',
    title: 'Two steps with one id',
    message: 'Two steps have the id `{id}`{derived}; nobody could say where a contact stands.',
    hint: 'Give this one an `id` of its own.',
    explanation:
      'Ids are unique in a map. A step without an id takes it from its email, so sending the same email twice needs an `id` at one of them, and a second bare `end` under a trigger as well.',
  },
  MW309: {
    severity: 'error',
    title: 'Name used twice',
    message: 'The {what} `{name}` is defined twice.',
    hint: 'Rename or remove one of the two.',
    explanation:
      'Maps, programs, emails, forms and fields are found by name, so a name stands for one thing.',
  },
  MW310: {
    severity: 'error',
    title: 'Step without an id',
    message: 'A step with `{kind}` needs an `id`: contacts stand here, and nothing else names the place.',
    hint: 'Add an `id`, such as `id: {example}`.',
    explanation:
      'People wait at this step, perhaps for weeks, while the map is edited around it. Only an id of your own keeps its name whatever moves.',
  },
  MW311: {
    severity: 'error',
    title: 'Malformed duration',
    message: '`{value}` is not a duration.',
    hint: '{suggestion}Write a whole number and one unit: minutes, hours, days, weeks, months or years.',
    explanation:
      'Durations are written like `90 minutes` or `3 days`. Minutes and hours are exact; days and longer go by the contact’s calendar.',
  },
  MW312: {
    severity: 'error',
    title: 'Duration of nothing',
    message: '{what} must be longer than zero.',
    hint: 'Write a duration of at least `1 minute`, or leave the key out.',
    explanation:
      'A reminder every 0 minutes would never stop, and a deadline of 0 minutes would be over at once.',
  },
  MW313: {
    severity: 'error',
    title: 'Too many decimals',
    message: '{value} is too precise: {what} has {most} decimals.',
    hint: 'Write a number such as {example}.',
    explanation:
      'Money is exact, down to the smallest unit of its currency. An amount below it could never be met.',
  },
  MW314: {
    severity: 'error',
    title: 'Trigger that can never fire',
    message: '`ifOnMap: ignore` with this scope could never fire: everybody in scope is on the map.',
    hint: 'Use `move` or `add-again`, or `scope: anyone`.',
    explanation: '`ignore` passes over contacts who are on the map, and the scope lets in only those.',
  },
  MW315: {
    severity: 'error',
    title: 'Thresholds out of order',
    message: 'The threshold {value} follows {before}; thresholds must ascend.',
    hint: 'Sort them, and write each once.',
    explanation: '“The next milestone” and “the highest one” are read off this order.',
  },
  MW316: {
    severity: 'error',
    title: 'Path that does not end',
    message:
      'The path `{path}` must end in `exit`, `end` or `goTo`: who was not approved must not go on as a partner.',
    hint: 'Add `- exit` as its last step.',
    explanation:
      'What follows an `approve` step is for partners. The paths of those who were rejected, or on whom nobody decided, never rejoin it.',
  },
  MW317: {
    severity: 'error',
    title: 'Path that is never taken',
    message: '`{path}` never happens: without `{key}` the step waits for ever.',
    hint: 'Add `{key}: 30 days`, or remove `{path}`.',
    explanation: 'Nobody is told to wait for a path that can never be taken.',
  },
  MW318: {
    severity: 'error',
    title: 'File and name differ',
    message: 'The {what} `{name}` stands in a file named `{file}`.',
    hint: 'Name the file `{expected}`, or change the name in it.',
    explanation: 'Whoever reads a name in the Temporal UI or in a mail must find its file without searching.',
  },
  MW319: {
    severity: 'warning',
    title: 'Step that is never reached',
    message: 'This step is never reached: {why}.',
    hint: '{fix}',
    explanation:
      'After `exit` the contact has left the map, at `end` it stays, and `goTo` leads elsewhere. What follows is reached only by a jump of its own.',
  },
} as const satisfies Record<string, CatalogEntry>;
