import type { Tested } from '../commands/test.ts';
import { placeIn } from './scenario-text.ts';

/** What `mapwright test --format json` prints (cli.md, "Machine shapes"), with the place of each failed expectation. */
export function testJson({ run, sources }: Tested): object {
  const scenarios = run.scenarios.map((report) => ({
    ...report,
    failures: report.failures.map(({ path, ...failure }) => ({
      ...failure,
      ...(path ? { ...placeIn(sources.get(report.file) ?? '', path) } : {}),
    })),
  }));
  return { scenarios, coverage: run.coverage };
}
