import { openFolder, Workspace } from '../../compiler/compile-maps.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Scenario, TimelineEntry } from '../../language/scenario.generated.ts';

/** Reads an entry of a timeline that somebody typed. */
export type EntryReader = (line: string) => TimelineEntry | { problems: string[] };

/**
 * Reads typed entries with the compiler: each is checked as the only entry of a scenario beside the maps, so it means
 * what it would mean in a file, and what is wrong with it is said in the same words.
 */
export async function entryReader(
  folder: string,
  scenario: Omit<Scenario, 'timeline'>,
): Promise<EntryReader> {
  const sources = await openFolder(folder).read();
  const workspace = new Workspace(folder);
  const path = `${folder}/typed.scenario.yaml`;
  const { scenario: name, map, start, contact } = scenario;
  const head = JSON.stringify({ scenario: name, map, start, contact }).slice(1, -1);
  return (line) => {
    const written = line.trim().replace(/^- /, '');
    const entry = written.startsWith('{') ? written : `{ ${written} }`;
    const text = `{ ${head}, timeline: [\n${entry}\n] }\n`;
    const bytes = new TextEncoder().encode(text);
    const others = Array.isArray(sources) ? sources : [];
    const { diagnostics, notYet, analysis } = workspace.check([...others, { path, bytes }]);
    const problems = [...diagnostics, ...notYet].filter(
      ({ file, severity }) => file === path && severity === 'error',
    );
    if (problems.length > 0) return { problems: problems.flatMap(problemLines) };
    const typed = analysis.sources.scenarios.find(({ file }) => file.path === path)?.value.timeline[0];
    return typed ?? { problems: ['There is nothing in this line. Type ? for help.'] };
  };
}

function problemLines({ message, hint }: Diagnostic): string[] {
  return [message, ...(hint ? [`  ${hint}`] : [])];
}
