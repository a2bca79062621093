import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** Runs `.ci/run` with an `npm` that does as the test says: `ci` and `test` are shell lines. */
function ciRun({ ci = 'exit 0', test: testLine }: { ci?: string; test: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'mapwright-ci-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const npm = `#!/bin/bash\nif [ "$1" = ci ]; then ${ci}; fi\nfor last; do :; done; results=\${last#--outputFile.json=}\n${testLine}\n`;
  const script = '#!/bin/sh\nexit 0\n';
  for (const [name, text] of Object.entries({
    npm,
    chromium: script,
    java: script,
    mvn: script,
    'apt-get': script,
  })) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  const env = { PATH: [folder, process.env['PATH']].join(delimiter) };
  const { status, stdout } = spawnSync('.ci/run', { env, encoding: 'utf8' });
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

const counts = (passed: number, failed: number): string =>
  `echo '{"numPassedTests":${passed},"numFailedTests":${failed}}' > "$results"`;

test.each([
  ['all passed', { test: `${counts(7, 0)}; exit 0` }, { status: 0, last: '7 passed, 0 failed' }],
  ['some failed', { test: `${counts(5, 2)}; exit 1` }, { status: 1, last: '5 passed, 2 failed' }],
  [
    'a test file that does not load',
    { test: `${counts(5, 0)}; exit 1` },
    { status: 1, last: '5 passed, 1 failed' },
  ],
  ['the checks fail before the tests', { test: 'exit 2' }, { status: 2, last: '0 passed, 1 failed' }],
  ['npm ci fails', { ci: 'exit 1', test: 'exit 0' }, { status: 1, last: '0 passed, 1 failed' }],
  [
    'CI=true, and no standard input',
    { test: `${counts(1, 0)}; [ "$CI" = true ] && ! read -r line` },
    { status: 0, last: '1 passed, 0 failed' },
  ],
])('.ci/run: %s', (_name, npm, expected) => {
  expect(ciRun(npm)).toEqual(expected);
});
