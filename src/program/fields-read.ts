import type { Programs } from './program.ts';

/**
 * Names of the contact fields that any program of a release set reads, sorted: a run holds no others but those
 * of `older` releases on which it still stands.
 */
export function fieldsRead(programs: Programs, setId: string, older: readonly string[] = []): string[] {
  const releases = [...Object.values(programs.sets[setId]?.maps ?? {}), ...older];
  const names = releases.flatMap((release) => Object.keys(programs.programs[release]?.fields ?? {}));
  return [...new Set(names)].sort();
}
