import { compileMaps } from '../compiler/compile-maps.ts';
import { renderHuman } from '../diagnostics/render-human.ts';
import { developmentStore } from '../releases/current-release.ts';
import { readPrograms } from '../releases/release-store.ts';
import { release } from '../releases/release.ts';
import { writeWhole } from '../releases/write-whole.ts';
import { bundleWorkflows } from '../temporal/bundle.ts';
import { bundleFile, type Prepared } from './prepare.ts';

// A process of its own: the compiler, MJML and webpack take some 200 MB that an idle worker need not keep.
const [mapsDirectory = 'maps', stateDirectory = '.mapwright', color = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await prepare()));

async function prepare(): Promise<Prepared> {
  const { diagnostics, output, maps, sources } = await compileMaps({ path: mapsDirectory, toRun: true });
  if (!output) return { problems: renderHuman(diagnostics, { maps, sources, color: color === 'color' }) };
  const store = developmentStore(stateDirectory);
  const set = await release(store, output);
  const bundle = await bundleWorkflows(await readPrograms(store), stateDirectory);
  await writeWhole(bundleFile(stateDirectory), bundle.code);
  return { setId: set.id, maps };
}
