/** The programs of all releases: a module that the bundler makes from the release store. */
declare module 'mapwright-programs' {
  export const programs: import('../src/program/program.ts').Programs;
}
