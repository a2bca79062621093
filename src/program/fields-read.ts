import type { Programs } from './program.ts';

/** Names of the contact fields that any program of a release set reads, sorted: a run holds no others. */
export function fieldsRead(programs: Programs, setId: string): string[] {
  const names = Object.values(programs.sets[setId]?.maps ?? {}).flatMap((release) =>
    Object.keys(programs.programs[release]?.fields ?? {}),
  );
  return [...new Set(names)].sort();
}
