import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STEP_KINDS, EVENT_MATCH_KEYS, TIMELINE_KEYS } from '../../src/language/vocabulary.generated.ts';
import { edited, REFERENCE_MAP } from './editor/reference-map.ts';
import { YamlServer } from './editor/yaml-server.ts';
import { laterSpecimens } from './later-specimens.ts';
import { runningSpecimens } from './running-specimens.ts';

let editor: YamlServer;
beforeAll(async () => {
  editor = await YamlServer.start();
});
afterAll(() => editor.stop());

const MAP = 'partner-welcome.map.yaml';
const STEP_KEYS = ['id', 'title', 'if', 'onFailure'];
const DOOR_KEYS = ['where', 'scope', 'ifOnMap', 'once', 'oncePer', 'reentry', 'steps'];
const EVENTS = Object.keys(EVENT_MATCH_KEYS);
const WELCOME = '      - email: welcome\n';

/** Where the cursor stands, and all that is offered there. */
const OFFERS: readonly [string, string, readonly string[]][] = [
  ['at the top', `${REFERENCE_MAP}\n|`, ['exitWhen', 'moved']],
  [
    'in a new trigger',
    edited('milestones:', '  next:\n    |\nmilestones:'),
    [...EVENTS.map((one) => `on: ${one}`), ...DOOR_KEYS],
  ],
  [
    'in a trigger with its event',
    edited('    scope: anyone\n', '    |\n    scope: anyone\n'),
    ['where', 'once', 'oncePer'],
  ],
  ['after `on:`', edited('on: form-submitted', 'on: |'), EVENTS],
  ['after `scope:`', edited('scope: anyone', 'scope: |'), ['anyone', 'on-map', 'parked']],
  ['after `ifOnMap:`', edited('ifOnMap: ignore', 'ifOnMap: |'), ['ignore', 'move', 'add-again']],
  ['in a new step', edited(WELCOME, `      - |\n${WELCOME}`), [...STEP_KINDS, ...STEP_KEYS]],
  ['beside the kind of a step', edited(WELCOME, `${WELCOME}        |\n`), STEP_KEYS],
  ['in `approve`', edited('          remindEvery: 2 days\n', '          |\n'), ['email', 'remindEvery']],
  [
    'in `grantLogin`',
    edited('{ email: partner-login, linkValidFor: 3 days }', '\n          email: partner-login\n          |'),
    ['linkValidFor'],
  ],
  [
    'in `waitFor` with its event',
    edited(WELCOME, `      - id: w\n        waitFor:\n          on: sale-recorded\n          |\n`),
    ['product', 'kind', 'where', 'atMost', 'since', 'otherwise'],
  ],
  ['in a milestone', edited('    onJump: highest\n', '    |\n'), ['onJump']],
  ['after `onJump:`', edited('onJump: highest', 'onJump: |'), ['each', 'highest', 'digest']],
];

/** Where the mouse points, and what it is told. */
const HOVERS: readonly [string, string, readonly string[]][] = [
  [
    'milestones',
    edited('milestones:', 'mile|stones:'),
    ['#### Milestones', 'congratulated once', 'total-sales:'],
  ],
  [
    'on',
    edited('on: form-submitted', 'o|n: form-submitted'),
    ['The event that opens the door.', "* `field-updated`: A field's value changed."],
  ],
  [
    'ifOnMap',
    edited('ifOnMap: ig', 'ifOn|Map: ig'),
    ['Default: `ignore` with `scope: anyone`', '* `move`: The main place leaves its step'],
  ],
  [
    'approve',
    edited('approve:', 'app|rove:'),
    ["A person's decision on the application.", 'by: partner-managers'],
  ],
  [
    'autoApproveIf',
    edited('autoApproveIf', 'auto|ApproveIf'),
    ['A CEL condition, evaluated once on arrival', 'endsWith'],
  ],
  ['a duration', edited('30 days }', '30 d|ays }'), ['Minutes and hours are exact']],
  [
    'what is not run yet',
    edited('milestones:', 'mo|ved: []\nmilestones:'),
    ['What became of steps', '_Checked, but not run by this version yet._'],
  ],
];

/** Mistakes, and the one thing that is said about each, with the line and column that is underlined (from 0). */
const MISTAKES: readonly [string, string, string][] = [
  [
    'a misspelt key at the top',
    edited('milestones:', 'milestonse:'),
    '41:0 Property milestonse is not allowed.',
  ],
  [
    'a misspelt key of a trigger',
    edited('ifOnMap: ignore', 'ifOnMpa: ignore'),
    '9:4 Property ifOnMpa is not allowed.',
  ],
  [
    'a misspelt key inside a step',
    edited('remindEvery', 'remindEvry'),
    '16:10 Property remindEvry is not allowed.',
  ],
  [
    'a misspelt kind of step',
    edited('- email: welcome', '- emial: welcome'),
    '24:8 Property emial is not allowed.',
  ],
  [
    'a misspelt `on`',
    edited('on: form-submitted', 'onn: form-submitted'),
    '6:4 Property onn is not allowed.',
  ],
  [
    'a misspelt value',
    edited('onJump: highest', 'onJump: hihgest'),
    '46:12 Value is not accepted. Valid values: "each", "highest", "digest".',
  ],
  [
    'a misspelt event',
    edited('on: field-updated', 'on: Field-Updated'),
    '30:8 An event is a built-in one, such as form-submitted, or a name of events.yaml.',
  ],
  [
    'two tests of a field',
    edited('equals: 1000', 'equals: 1000\n    above: 3'),
    '34:4 Exactly one of these keys: equals, crosses, crossesDown, above, below.',
  ],
  [
    'a malformed duration',
    edited('2 days', '2days'),
    '16:23 A duration is a whole number and one unit: minutes, hours, days, weeks, months or years.',
  ],
  [
    'two kinds in one step',
    edited(WELCOME, `${WELCOME}        goTo: active\n`),
    '24:8 Exactly one key that says the kind is needed: ',
  ],
];

describe('in an editor', () => {
  test.each([
    MAP,
    'main.program.yaml',
    'contact.yaml',
    'sending.yaml',
    'scenarios/journey.scenario.yaml',
    'scenarios/jump.scenario.yaml',
    'scenarios/declined.scenario.yaml',
  ])('maps/%s is right', async (file) => {
    expect(await editor.openFile(`maps/${file}`)).toEqual([]);
  });

  test('the first line of a file names its schema', async () => {
    const problems = await editor.openFile(`maps/${MAP}`, (text) =>
      text.replace('milestones:', 'milestonse:'),
    );
    expect(problems.map(({ message }) => message)).toEqual(['Property milestonse is not allowed.']);
  });

  const documents = [runningSpecimens(), laterSpecimens()].flatMap((one) => Object.entries(one));
  test.each(documents.filter(([path]) => path.endsWith('.yaml')))(
    '%s, in which everything occurs, is right',
    async (path, document) => {
      const { problems } = await editor.open(path, JSON.stringify(document));
      expect(problems.map(({ message }) => message)).toEqual([]);
    },
  );

  test.each(OFFERS)('%s exactly what goes there is offered', async (_place, text, offers) => {
    const labels = (await editor.complete(MAP, text)).map(({ label }) => label);
    expect(labels.toSorted()).toEqual(offers.toSorted());
  });

  test('an empty timeline entry can be anything', async () => {
    const labels = (await editor.complete('a.scenario.yaml', 'scenario: a\ntimeline:\n  - |')).map(
      ({ label }) => label,
    );
    expect(labels.toSorted()).toEqual([...TIMELINE_KEYS, 'fields', 'consent', 'after', 'at'].toSorted());
  });

  test('what is inserted can be filled in as it is', async () => {
    const steps = await editor.complete(MAP, edited(WELCOME, `${WELCOME}      - |\n`));
    const inserted = new Map(steps.map(({ label, insertText }) => [label, insertText]));
    expect(inserted.get('email')).toBe('email: ${1:welcome}');
    expect(inserted.get('approve')).toBe('approve:\n    by: ');
    expect(inserted.get('wait')).toBe('wait: ${1:3 days}');
    expect(inserted.get('exit')).toBe('exit: true');
    expect([...inserted.values()].join()).not.toMatch(/object Object|undefined/);
  });

  test.each(HOVERS)('the mouse over %s is told what it means', async (_what, text, told) => {
    const shown = await editor.hover(MAP, text);
    for (const piece of told) expect(shown).toContain(piece);
    expect(shown).not.toMatch(/\\`|object Object/);
  });

  test.each(MISTAKES)('%s is one mistake', async (_what, text, message) => {
    const { problems } = await editor.open(MAP, text);
    expect(problems).toHaveLength(1);
    const [{ range, message: said } = { range: undefined, message: '' }] = problems;
    expect(`${range?.start.line}:${range?.start.character} ${said}`).toContain(message);
  });
});
