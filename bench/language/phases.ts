import { parseFile } from '../../src/compiler/1-parse/parse-file.ts';
import { parseFiles } from '../../src/compiler/1-parse/parse-files.ts';
import { validateFile } from '../../src/compiler/2-validate/validate-file.ts';
import { analyze } from '../../src/compiler/3-analyze/analyze.ts';
import { emit } from '../../src/compiler/4-emit/emit.ts';
import { readFolder } from '../../src/compiler/read-folder.ts';

/** Milliseconds of each phase, once in a process: what the first pass costs. Printed as JSON. */
const folder = process.argv[2] ?? '';
const milliseconds: Record<string, number> = {};

async function timed<T>(phase: string, work: () => T | Promise<T>): Promise<T> {
  const began = performance.now();
  const outcome = await work();
  milliseconds[phase] = performance.now() - began;
  return outcome;
}

const sources = await timed('read', () => readFolder(folder));
const parsed = await timed('parse', () => parseFiles(sources, folder, parseFile));
const files = await timed('validate', () => parsed.files.map(validateFile));
const analysis = await timed('analyze', () => analyze({ files }, folder));
if (analysis.diagnostics.length > 0) throw new Error('The generated maps have mistakes.');
const { programs } = await timed('emit', () => emit(analysis));
const steps = programs
  .filter(({ kind }) => kind === 'map')
  .map((program) => Object.keys(program.steps).length);
console.log(JSON.stringify({ milliseconds, stepsPerMap: Math.min(...steps) }));
