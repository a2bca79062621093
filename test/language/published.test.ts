import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { fileNameOf } from '../../src/compiler/1-parse/document-kind.ts';
import { parseFile } from '../../src/compiler/1-parse/parse-file.ts';
import { FORMATS } from '../../src/compiler/2-validate/formats.ts';
import { validateFile } from '../../src/compiler/2-validate/validate-file.ts';
import { laterSpecimens } from './later-specimens.ts';
import { runningSpecimens } from './running-specimens.ts';

/** Knows JSON Schema, and of this language the formats; what is for editors only it leaves alone. */
const ajv = new Ajv({ strict: false, strictNumbers: true });
for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format.accepts);

function published(kind: string): ValidateFunction {
  const file = new URL(`../../src/language/${kind}.schema.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { $id: string };
  return ajv.getSchema(schema.$id) ?? ajv.compile(schema);
}

/** What is different between the schema for editors and the check of the compiler; nothing when they agree. */
async function disagreement(path: string, document: unknown): Promise<object | undefined> {
  const json = JSON.stringify(document);
  const text = path.endsWith('.md') ? `---\n${json}\n---\n` : json;
  const bytes = new TextEncoder().encode(text);
  const { kind, name } = fileNameOf(path) ?? {};
  if (!kind || !name || kind === 'layout') throw new Error(`${path} is no document.`);
  const file = await Promise.resolve(parseFile({ path, bytes }, { kind, name }));
  const accepts = published(kind);
  const isAccepted = accepts(JSON.parse(json));
  const { diagnostics } = validateFile(file);
  if (isAccepted === (diagnostics.length === 0)) return undefined;
  return { document: json, theirs: accepts.errors, ours: diagnostics.map(({ message }) => message) };
}

type Change = (container: Record<string, unknown>, key: string) => void;

const CHANGES: Readonly<Record<string, Change>> = {
  'without each value': (container, key) => {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
  },
  'with nothing for each value': (container, key) => {
    container[key] = null;
  },
  'with another text for each value': (container, key) => {
    container[key] = 'a text';
  },
  'with a mapping for each value': (container, key) => {
    container[key] = { email: 'welcome', for: 1 };
  },
  'with a key beside each value': (container, key) => {
    if (!Array.isArray(container)) container['strange'] = container[key];
  },
  'with a key of another kind beside each value': (container) => {
    if (!Array.isArray(container)) Object.assign(container, { tag: 'vip', above: 1, for: '1 day' });
  },
};

/** Pointers to every value inside a document. */
function placesIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...placesIn(inner, [...at, key])]);
}

const documents = [runningSpecimens(), laterSpecimens()].flatMap((one) => Object.entries(one));

describe('the schemas for editors accept what the compiler accepts', () => {
  test.each(documents)('%s, as it is', async (path, document) => {
    expect(await disagreement(path, document)).toBeUndefined();
  });

  test.each(Object.entries(CHANGES))('%s', async (name, change) => {
    const nth = Object.keys(CHANGES).indexOf(name);
    for (const [path, document] of documents) {
      // Every place is changed in two of the six ways: all of them take a minute.
      for (const place of placesIn(document).filter((_, index) => (index + nth) % 3 === 0)) {
        const changed = structuredClone(document);
        const container = place
          .slice(0, -1)
          .reduce((at, key) => (at as Record<string, unknown>)[key], changed);
        change(container as Record<string, unknown>, place.at(-1) ?? '');
        expect(await disagreement(path, changed), place.join('/')).toBeUndefined();
      }
    }
  });
});
