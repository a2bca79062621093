import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { terminalOf } from '../../src/cli/terminal.ts';

/** A stream that says it is a terminal, or says it is none. */
function stream(more: object): NodeJS.WriteStream {
  return Object.assign(new PassThrough(), more) as unknown as NodeJS.WriteStream;
}

const terminal = { isTTY: true, columns: 100, getColorDepth: () => 8 };

describe('colour and width', () => {
  const cases: [what: string, stream: object, env: Record<string, string>, expected: object][] = [
    ['a terminal', terminal, {}, { color: true, width: 100 }],
    ['a pipe', {}, {}, { color: false }],
    ['a pipe, with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, { color: true }],
    ['a terminal that cannot', { ...terminal, getColorDepth: () => 1 }, {}, { color: false, width: 100 }],
    ['a terminal that does not know its width', { ...terminal, columns: 0 }, {}, { color: true }],
  ];
  test.each(cases)('%s', (_what, more, env, expected) => {
    for (const name of ['FORCE_COLOR', 'NO_COLOR', 'NODE_DISABLE_COLORS']) vi.stubEnv(name, env[name]);
    expect(terminalOf(stream(more))).toEqual(expected);
    vi.unstubAllEnvs();
  });
});
