import { describe, expect, test } from 'vitest';
import { lostText } from '../../src/compiler/1-parse/lost-text.ts';
import { numberProblem } from '../../src/compiler/1-parse/numbers.ts';
import { parseFile } from '../../src/compiler/1-parse/parse-file.ts';
import { meantAs } from '../../src/compiler/2-validate/yaml-reading.ts';

async function read(text: string): Promise<unknown> {
  const bytes = new TextEncoder().encode(text);
  return (await parseFile({ path: 'x.map.yaml', bytes }, { kind: 'map', name: 'x' })).value;
}

describe('values are those of YAML 1.2', () => {
  const cases: readonly [string, unknown][] = [
    ['yes', 'yes'],
    ['No', 'No'],
    ['on', 'on'],
    ['off', 'off'],
    ['y', 'y'],
    ['true', true],
    ['TRUE', true],
    ['09:00', '09:00'],
    ['21:30', '21:30'],
    ['21:30:15', '21:30:15'],
    ['2026-01-05', '2026-01-05'],
    ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z'],
    ['1_000', '1_000'],
    ['1,000', '1,000'],
    ['0x10', 16],
    ['0o17', 15],
    ['1e3', 1000],
    ['.5', 0.5],
    ['+5', 5],
    ['-0.50', -0.5],
    ['5.', 5],
    ['~', null],
    ['null', null],
    ['', null],
    ['3 days', '3 days'],
    ['!!str 12', '12'],
    ['50%', '50%'],
    ['C:\\path', 'C:\\path'],
    ['a#b', 'a#b'],
    ['https://acme.example/', 'https://acme.example/'],
  ];
  test.each(cases)('%s', async (written, value) => {
    // Once behind a letter that only the library reads, once as it is.
    expect(await read(`a: ${written}\nb: {}\n`)).toEqual({ a: value, b: {} });
    expect(await read(`'a': ${written}\n`)).toEqual({ a: value });
  });

  test('keys are texts', async () => {
    expect(await read('on: a\nyes: b\n1: c\ntrue: d\nnull: e\n')).toEqual({
      on: 'a',
      yes: 'b',
      '1': 'c',
      true: 'd',
      null: 'e',
    });
  });
});

describe('numbers that are not what is written', () => {
  const loses = [
    '9007199254740993',
    '0.1234567890123456789',
    '123456789012345.678',
    '1e400',
    '1e-400',
    '0x20000000000001',
  ];
  test.each(loses)('%s', (source) => {
    expect(numberProblem(source, Number(source))?.problem).toBe('loses-digits');
  });

  const keeps = [
    '9007199254740992',
    '10000000000000000000',
    '0.1',
    '1.50',
    '1100.00',
    '1e3',
    '1e23',
    '.5',
    '5.',
    '0x10',
    '0o17',
    '-0',
    '12345678901234.5',
    '0',
  ];
  test.each(keeps)('but %s is', (source) => {
    expect(numberProblem(source, Number(source))).toBeUndefined();
  });

  test.each(['0123', '00', '-01', '007.5'])('%s has zeros in front', (source) => {
    expect(numberProblem(source, Number(source))?.problem).toBe('leading-zeros');
  });
});

describe('text that a comment cuts off', () => {
  const lost = ['Buy #1 now', 'welcome #1', 'Join #general today', 'Number #2', '3 days #2 of them'];
  test.each(lost)('%s', (line) => expect(lostIn(line)).toBe(true));

  const comments = [
    'welcome # note',
    'welcome #note',
    '3 days #cooldown',
    'A sentence # with a comment',
    'A sentence #',
    'A sentence ## heading',
    'A sentence #! mark',
    'A sentence #--- rule',
    'A sentence #TODO: better',
    'A sentence #fixme',
    'contact.score > 1 #why',
    "contact.firstName == 'Ada' #why",
    'welcome#1',
    'USD #the currency of all',
    'Europe/London #where we are',
  ];
  test.each(comments)('but not %s', (line) => expect(lostIn(line)).toBe(false));

  function lostIn(line: string): boolean {
    const end = line.search(/\s+#/);
    return end !== -1 && lostText(line, 0, end) !== undefined;
  }
});

describe('what was meant by a value of another type', () => {
  const cases: readonly [string, string[], string, unknown, string | undefined][] = [
    ['yes', ['boolean'], 'yes', 'yes', 'true'],
    ['OFF', ['boolean'], 'OFF', 'OFF', 'false'],
    ["'true'", ['boolean'], "'true'", 'true', 'true'],
    ['yes where text would do', ['string'], 'yes', 'yes', undefined],
    ['maybe', ['boolean'], 'maybe', 'maybe', undefined],
    ['1_000', ['number'], '1_000', '1_000', '1000'],
    ['1_000.5 for a whole number', ['integer'], '1_000.5', '1_000.5', undefined],
    ['1,000,000', ['number'], '1,000,000', '1,000,000', '1000000'],
    ['1,000.50', ['number'], '1,000.50', '1,000.50', '1000.50'],
    ['1.000,50', ['number'], '1.000,50', '1.000,50', '1000.50'],
    ['5,5', ['number'], '5,5', '5,5', '5.5'],
    ['1,000, which may be either', ['number'], '1,000', '1,000', undefined],
    ['20 %', ['number'], '20 %', '20 %', '20'],
    ["'1000'", ['number', 'object'], "'1000'", '1000', '1000'],
    ['2026', ['string'], '2026', 2026, "'2026'"],
    ['true', ['string'], 'true', true, "'true'"],
    ['email:welcome', ['object'], 'email:welcome', 'email:welcome', 'email: welcome'],
    ['https://acme.example', ['object'], 'https://acme.example', 'https://acme.example', undefined],
    ['a, b', ['array'], 'a, b', 'a, b', undefined],
  ];
  test.each(cases)('%s', (_what, expected, source, value, replacement) => {
    expect(meantAs({ expected, source, value })?.replacement).toBe(replacement);
  });

  const hints: readonly [string, string[], string, unknown, RegExp][] = [
    ['1,000', ['number'], '1,000', '1,000', /`1000` or `1\.000`/],
    ['$20', ['number'], '$20', '$20', /`20`: amounts are in the currency/],
    ['a, b', ['array'], 'a, b', 'a, b', /\[a, b\]/],
    ['-exit -end', ['array'], '-exit -end', '-exit -end', /space after each `-`/],
    ['a mapping', ['array'], 'a: b', { a: 'b' }, /Begin each entry/],
    ['#1 rank', ['string'], ' #1 rank', null, /`'#1 rank'`/],
    ['~', ['string'], '~', null, /leave the key out/],
    ['nothing', ['array'], '', null, /behind the colon/],
  ];
  test.each(hints)('%s, in words', (_what, expected, source, value, hint) => {
    expect(meantAs({ expected, source, value })?.hint).toMatch(hint);
  });
});
