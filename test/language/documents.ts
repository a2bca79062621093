import type { Compilation } from '../../src/compiler/compilation.ts';
import { baseFiles, compileFiles } from '../compiler/fixture-cases.ts';
import type { Property } from './every-property.ts';

/** Any mapping or list of a document. */
export type Mapping = Record<string | number, unknown>;

/** Documents by file name. */
export type Documents = Record<string, unknown>;

/** Where a property is, as one text. */
export function keyOf({ owner, name }: Property): string {
  return `${owner}/${name}`;
}

/** The first example of a property's schema. */
export function exampleOf({ schema }: Property): unknown {
  return ((schema['examples'] ?? []) as unknown[])[0];
}

/** Compiles documents, with emails that the specimens name. */
export function compile(documents: Documents): Promise<Compilation> {
  const files: Record<string, Uint8Array | string> = baseFiles();
  files['emails/declined.email.md'] = '---\nsubject: Sorry\n---\n';
  files['emails/milestone-reached.email.md'] = '---\nsubject: Well done\n---\n';
  for (const [path, document] of Object.entries(documents)) {
    const json = JSON.stringify(document);
    files[path] = path.endsWith('.md') ? `---\n${json}\n---\nHello\n` : json;
  }
  return compileFiles(files);
}

/** What stands at a place: file, then keys. */
export function placed(documents: Documents, place: readonly (string | number)[]): Mapping {
  return place.reduce((at: Mapping, key) => at[key] as Mapping, documents);
}
