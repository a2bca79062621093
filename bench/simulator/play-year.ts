import { playYear } from './population.ts';

// A process of its own for each round: nothing is warm, and the memory is its own.
const [maps = '', contacts = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await playYear(maps, Number(contacts))));
