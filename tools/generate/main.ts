import { readFile, writeFile } from 'node:fs/promises';
import { GENERATORS } from './generators.ts';

const root = new URL('../../', import.meta.url);

/** Writes every generated file, or with `--check` names those that are not current. */
async function main(checkOnly: boolean): Promise<number> {
  const stale: string[] = [];
  for (const generate of GENERATORS) {
    for (const [path, text] of Object.entries(await generate())) {
      const file = new URL(path, root);
      if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue;
      stale.push(path);
      if (!checkOnly) await writeFile(file, text);
    }
  }
  if (stale.length === 0) return 0;
  const heading = checkOnly ? 'Not current; run `npm run generate`:' : 'Written:';
  console.log([heading, ...stale.map((path) => `  ${path}`)].join('\n'));
  return checkOnly ? 1 : 0;
}

process.exitCode = await main(process.argv.includes('--check'));
