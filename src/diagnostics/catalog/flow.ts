import type { CatalogEntry } from './entry.ts';

/** MW34x to MW36x: how contacts move through a map. */
export const FLOW = {
  MW333: {
    severity: 'error',
    title: 'Unknown event',
    message: 'There is no event `{name}`, so this could never happen.',
    hint: '{suggestion}Events of your own are declared in `events.yaml`.',
    explanation:
      'An event is built in, such as `sale-recorded`, or declared with its data in `events.yaml`. A trigger on an event that nobody sends is a door that never opens.',
  },
  MW334: {
    severity: 'error',
    title: 'Key that a custom event does not take',
    message: '`{key}` belongs to a built-in event; `{event}` is one of your own.',
    hint: '{fix}',
    explanation: 'Custom events have the data that `events.yaml` gives them, and `where` can test all of it.',
  },
  MW335: {
    severity: 'error',
    title: 'Unknown topic',
    message: 'There is no topic `{name}`.',
    hint: '{suggestion}Topics are listed under `topics` in `sending.yaml`.',
    explanation:
      'Topics stand in `sending.yaml`: what partners can subscribe to and unsubscribe from. A misspelt topic would be one that nobody can leave.',
  },
  MW336: {
    severity: 'error',
    title: 'Unknown trigger or milestone set',
    message: 'This map has no {what} `{name}`.',
    hint: '{suggestion}Name one of this map, or write `to: forgotten`.',
    explanation: 'A `moved` line hands the memory of an old name to a new one, which must be there.',
  },
  MW337: {
    severity: 'warning',
    title: 'Event that never comes',
    message: 'This event never comes: {why}.',
    hint: '{fix}',
    explanation:
      'Clicks are counted only with `tracking: { clicks: true }`, and only in mails with a marketing topic; and only such a topic can be unsubscribed from. A trigger that waits for anything else is a door that never opens.',
  },
  MW340: {
    severity: 'error',
    title: 'Loop without a wait',
    message: 'This loop never rests: {way}. A contact in it would go round without end.',
    hint: 'Put a `wait`, a `waitFor` or a `task` into the loop.',
    explanation:
      'Steps without a wait follow each other at the same instant. A loop of them would send mails as fast as the machine can, so every loop needs a step where people stand for a while each time they come round.',
  },
  MW342: {
    severity: 'error',
    title: 'Jump across the border of a fork’s path',
    message:
      '`goTo: {step}` leads {leads} the path `{path}` of the fork `{fork}`, whose paths are counted when they run out.',
    hint: '{fix}',
    explanation:
      'A fork counts the paths that run out. A place that jumps out of a path would be missed for ever, and one that jumps in would be counted twice.',
  },
  MW343: {
    severity: 'error',
    title: '`end` in a path that joins',
    message: 'A path of a fork with `join: {join}` cannot end here: who stays parked never reaches the join.',
    hint: 'Let the path run out, or write `join: none`.',
    explanation:
      'With `join: all` and `join: any` the contact goes on behind the fork when paths run out; an `end` is where people stay.',
  },
  MW344: {
    severity: 'error',
    title: 'Goal that nobody can achieve',
    message:
      'Nobody can achieve the goal `{id}`: with `scope: above` it takes contacts from the steps that lead to it, and there are none.',
    hint: 'Write `scope: on-map` to take them from anywhere on the map, `wait: true` to let them wait here, or move the goal behind the steps that it takes them from.',
    explanation:
      'A goal takes in contacts who stand at a step from where it can be reached. Use `scope: on-map` for everybody on the map, wherever they stand.',
  },
  MW345: {
    severity: 'warning',
    title: 'Setting that can never matter',
    message: '`{setting}` makes no difference here: {why}.',
    hint: 'Remove `{setting}`, or change the setting that makes it useless.',
    explanation:
      'A setting without effect reads like a promise. Whoever changes the map later would rely on it.',
  },
  MW347: {
    severity: 'error',
    title: 'Two triggers that move the same contact',
    message: 'One event can open both `{first}` and `{second}`, and both move the contact: only one can win.',
    hint: 'Make one of them `add-again`, or tell them apart with `where` or another key.',
    explanation:
      'With `ifOnMap: move` the main place leaves and starts behind the trigger. Two of them at one event contradict each other.',
  },
  MW349: {
    severity: 'error',
    title: 'Fork that never joins',
    message: '{which} runs out, so this fork with `join: {join}` never goes on.',
    hint: 'Let the path run out (leave out its `exit` or `goTo`), or write `join: none`.',
    explanation:
      'Behind a fork with `join: all` contacts go on when every path has run out, with `any` when the first one has.',
  },
  MW350: {
    severity: 'warning',
    title: 'Secret written in the file',
    message: 'This looks like a secret in {where}; whoever reads the repository can use it.',
    hint: 'Write `{reference}` and give the value to the process that runs the map.',
    explanation:
      'Maps are committed and reviewed, so nothing in them is secret. `${secret.NAME}` is filled in when the request is made, and stands in no history.',
  },
  MW351: {
    severity: 'warning',
    title: 'Map that nobody can enter',
    message: 'Nobody can come onto the map `{map}`: no trigger, milestone or goal is open to `anyone`.',
    hint: 'Give one trigger `scope: anyone`, which a trigger with `on: added` has by itself.',
    explanation:
      'Triggers with `scope: on-map` or `parked` only concern contacts who are on the map already. The first one needs a door from outside.',
  },
  MW352: {
    severity: 'error',
    title: 'Trigger that opens itself again',
    message: '{trigger} never comes to rest: {step} {opens}, without a wait.',
    hint: 'Add `once: true`, a condition in `where`, or a wait before {before}.',
    explanation:
      '`set`, `tag`, `untag` and `map` raise events of their own, which are handled at the same instant, by all maps. Triggers that open each other in a circle, or one that opens itself, would go on without end. `ifOnMap: ignore` ends a circle as long as the contact stands on the map, `reentry: never` when they have left it.',
  },
  MW353: {
    severity: 'warning',
    title: 'Trigger that may open itself again',
    message:
      '{trigger} may never come to rest: {step} {opens}, without a wait, if the contact has left the map by then.',
    hint: 'Add `once: true` or `reentry: never` to one of these triggers, or a wait before {before}.',
    explanation:
      'Steps of several maps are done at the same time. Whether this circle goes on depends on which is done first: a trigger with `ifOnMap: ignore` opens again only if the contact has left its map by then. So it may go round for some contacts, and for others not.',
  },
  MW354: {
    severity: 'error',
    title: 'Weights that do not total 100',
    message: 'The weights of this split total {total}, not 100.',
    hint: 'Change them so that they add up to 100.',
    explanation:
      'Weights are percentages of the contacts who come here. What is missing would be people without a path.',
  },
  MW356: {
    severity: 'error',
    title: 'Unknown activity',
    message: 'There is no activity `{name}`.',
    hint: '{suggestion}Describe its input and output in `activities.yaml`.',
    explanation:
      'An activity of your own lies in `activities/`, and `activities.yaml` says what it takes and answers, so that maps can be checked against it.',
  },
  MW357: {
    severity: 'error',
    title: 'Answer that nobody described',
    message: 'The activity `{activity}` answers nothing that a map could read.',
    hint: 'Describe its `output` in `activities.yaml`, or remove `as`.',
    explanation:
      'What stands behind `as` is used in conditions and mails, so its fields and their types must be known.',
  },
  MW358: {
    severity: 'error',
    title: 'Field that a map cannot set',
    message: '`{name}` is built in, and the system keeps it.',
    hint: 'Set a field of your own, declared in `contact.yaml`.',
    explanation:
      'Totals are sums of the ledger and the status follows decisions; a map that wrote them would make them lie.',
  },
  MW361: {
    severity: 'error',
    title: 'Reference that means nothing',
    message: '`{reference}` would be sent as it is written.',
    hint: 'Write `${secret.NAME}` for a secret, or `{ cel: … }` for a value of the contact.',
    explanation:
      'Secrets are the only references inside texts; their names are capital letters, digits and `_`.',
  },
  MW363: {
    severity: 'error',
    title: 'Step behind a fork that does not join',
    message: 'Nobody reaches this step: a fork with `join: none` has nothing behind it.',
    hint: 'Move the step to the end of a path, or let the fork join.',
    explanation:
      'With `join: none` the first path carries the main place on, and the others live beside it. There is no place left that could go on behind the fork.',
  },
  MW367: {
    severity: 'error',
    title: '`since` names a step that does not come before',
    message: 'No way leads from `{since}` to `{step}`, so no event could count since then.',
    hint: 'Name a step that contacts pass before they come here, or leave `since` out.',
    explanation: '`since` counts events from the moment when the contact entered that step.',
  },
  MW368: {
    severity: 'error',
    title: 'Moved twice',
    message: '`{from}` has moved twice; nobody could say where its people go.',
    hint: 'Keep one of the two lines.',
    explanation: 'All `moved` lines apply at once, so each old name has one new one.',
  },
  MW369: {
    severity: 'error',
    title: 'Move that cannot be',
    message: 'This line moves nothing: {problem}.',
    hint: '{fix}',
    explanation:
      'The people of a step need a step to stand at; the memory of a trigger or a milestone needs one of its own kind.',
  },
} as const satisfies Record<string, CatalogEntry>;
