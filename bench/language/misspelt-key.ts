import { median } from '../median.ts';
import { mapwright } from './command.ts';
import { projectOf, writeProject } from './project.ts';
import { rounded } from './rounded.ts';

/** What comes of one misspelt key in a large map. */
export interface MisspeltKey {
  steps: number;
  /** Codes of everything that is reported. */
  diagnostics: string[];
  /** The whole command, in milliseconds: the median of some rounds. */
  check: number;
}

/** Checks a map of so many steps in which one key is misspelt, in the middle. */
export async function measureMisspeltKey(
  folder: string,
  steps: number,
  rounds: number,
): Promise<MisspeltKey> {
  await writeProject(folder, { ...projectOf(0), 'large.map.yaml': largeMap(steps) });
  const times: number[] = [];
  let diagnostics: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { out, milliseconds } = mapwright(['check', '--json', folder], [1]);
    times.push(milliseconds);
    const report = JSON.parse(out) as { diagnostics: { code: string; start: { line: number } }[] };
    diagnostics = report.diagnostics.map(({ code, start }) => `${code} in line ${start.line}`);
  }
  return { steps, diagnostics, check: rounded(median(times)) };
}

function largeMap(steps: number): string {
  const head =
    'map: large\nprogram: main\ntriggers:\n  signed-up:\n    on: form-submitted\n    form: partner-sign-up\n    steps:\n';
  const list = Array.from({ length: steps }, (_, index) => {
    const key = index === Math.floor(steps / 2) ? 'tilte' : 'title';
    return `      - id: mail-${index}\n        ${key}: Mail ${index}\n        email: welcome\n`;
  });
  return head + list.join('');
}
