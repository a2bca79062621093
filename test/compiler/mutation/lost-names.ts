import { editedText, type Proposal } from './mutant.ts';
import { sourceFile, type Project, type SourceFile } from './project.ts';
import type { Span } from './sites.ts';

/** A name, or an amount that others refer to, and where it stands. */
interface Named {
  name: string;
  span: Span;
}

/**
 * Names that a change touches or takes away: what refers to them is where a problem shows, and may be named.
 * A form's fields are references that define what `event.fields` holds; thresholds are referred to by their amount.
 */
export function lostNames(project: Project, { file, edits, moved }: Proposal): string[] {
  const original = project.files.find(({ path }) => path === file);
  if (!original) return [];
  const named = namesIn(original);
  if (moved !== undefined) {
    const defined = project.definitions.filter((one) => one.file === file);
    return [...new Set([...named, ...defined].map(({ name }) => name))];
  }
  const left = new Set(namesAfter(original, editedText(original.text, edits)));
  const isTouched = (span: Span) => edits.some(({ start, end }) => start <= span.end && end >= span.start);
  return [
    ...new Set(named.filter(({ name, span }) => isTouched(span) || !left.has(name)).map(({ name }) => name)),
  ];
}

function namesAfter({ path }: SourceFile, text: string): string[] {
  try {
    const file = sourceFile(path, text);
    return file ? namesIn(file).map(({ name }) => name) : [];
  } catch {
    // No front matter any more, or YAML that cannot be read at all.
    return [];
  }
}

function namesIn({ sites }: SourceFile): Named[] {
  return sites.flatMap(({ role, keyRole, scalar, path, key, value }) => {
    const found: Named[] = [];
    if (key && (keyRole.is === 'definition' || keyRole.is === 'reference'))
      found.push({ name: String(path.at(-1)), span: key });
    const isNamed = ['definition', 'reference', 'amount'].includes(role.is);
    if (isNamed && scalar !== undefined && scalar !== null) found.push({ name: String(scalar), span: value });
    return found;
  });
}
