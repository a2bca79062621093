import type { AcceptedMiss } from './accepted-misses.ts';
import { nodeAt } from './kinds/bytes.ts';
import type { Edit, Mutant } from './mutant.ts';
import type { Project } from './project.ts';

/** The mutant that an entry of the accepted misses gives as its example. Throws when its text is not there. */
export function mutantOfExample({ example, outcome, kinds }: AcceptedMiss, project: Project): Mutant {
  const { from, to } = example;
  const file = project.files.find(({ path }) => path === example.file);
  const edits: Edit[] = [];
  for (
    let at = file?.text.indexOf(from) ?? -1;
    at !== -1;
    at = file?.text.indexOf(from, at + from.length) ?? -1
  )
    edits.push({ start: at, end: at + from.length, text: to });
  const [first] = edits;
  if (!file || !first) throw new Error(`${example.file} of ${project.name} does not hold "${from}".`);
  return {
    number: 0,
    kind: kinds[0] ?? '',
    project: project.name,
    file: file.path,
    edits,
    node: nodeAt(file, first),
    what: `${from} → ${to}`,
    expects: outcome === 'false alarm' ? 'nothing' : 'error',
    lost: [],
  };
}
