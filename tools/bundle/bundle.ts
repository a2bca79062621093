import { rm, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';

/** Where the bundle lies below the project: with the packages that it was made of, and gone with them. */
const FOLDER = 'node_modules/.cache/mapwright';

/** npm writes it last, whenever it has changed any package. */
const PACKAGES = 'node_modules/.package-lock.json';

/** The verbs that authors wait for, with `--watch`; `bin/mapwright.js` starts others from their sources. */
const BUNDLED = /\/commands\/(check|watch-check|fmt)\.ts$/;

/**
 * Bundles what `check` and `fmt` load: some 300 small modules take longer to find and link than a check takes. Beside
 * it lies `sources.json`: size and time of every source, by which the launcher sees whether the bundle is current.
 */
export async function bundleAuthorVerbs(root: string): Promise<void> {
  const folder = join(root, FOLDER);
  // The files may be shared with another copy of the project by hard links, so they are not written over.
  await rm(folder, { recursive: true, force: true });
  const bundle = await rolldown({
    input: join(root, 'src/cli/main.ts'),
    platform: 'node',
    external: (id) => id === 'chokidar' || (/\/commands\//.test(id) && !BUNDLED.test(id)),
    plugins: [jsonAsText, noOtherPrograms],
  });
  const { output } = await bundle.write({
    dir: folder,
    // Node finds and links CommonJS faster than modules.
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    // Less to read; names stay, for the stacks of bugs.
    minify: { compress: false, mangle: false },
  });
  await bundle.close();
  const modules = output.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
  await writeFile(join(folder, 'sources.json'), JSON.stringify(await stamps(root, modules)));
}

/** Size (bytes) and time of change (milliseconds since 1970) by path, for what is no package; all packages are one. */
async function stamps(root: string, modules: readonly string[]): Promise<Record<string, [number, number]>> {
  const own = modules.map((id) => relative(root, id)).filter((path) => !/^\.\.|^\0|node_modules/.test(path));
  const entries = [...own, PACKAGES].map(async (path): Promise<[string, [number, number]]> => {
    const { size, mtimeMs } = await stat(join(root, path));
    return [path.split(sep).join('/'), [size, mtimeMs]];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** V8 reads a text of JSON several times as fast as the same as an object literal. */
const jsonAsText: Plugin = {
  name: 'json-as-text',
  transform: {
    filter: { id: /\.json$/ },
    handler: (text) => ({ code: `export default JSON.parse(${JSON.stringify(text)});`, moduleType: 'js' }),
  },
};

/** Commander starts verbs that are programs of their own. There are none, and Node's part for it loads all of its network. */
const noOtherPrograms: Plugin = {
  name: 'no-other-programs',
  resolveId: (id) => (id === 'node:child_process' ? '\0no-other-programs' : null),
  load: (id) => (id === '\0no-other-programs' ? 'export default {};' : null),
};
