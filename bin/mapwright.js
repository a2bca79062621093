#!/usr/bin/env node
// Parsable by any Node, so that an old one is told what is wrong instead of a syntax error.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('mapwright needs Node 24 or newer, this is ' + process.version + '.');
  process.exitCode = 64;
} else {
  const { createRequire, enableCompileCache } = process.getBuiltinModule('node:module');
  // Before anything is loaded: Node then keeps what it has compiled and stripped of types, under the system's folder for
  // temporary files or NODE_COMPILE_CACHE, and neither compiler nor stripper has to start next time.
  enableCompileCache();
  const bundle = /^(check|fmt)$/.test(process.argv[2]) && currentBundle();
  if (bundle) createRequire(import.meta.url)(bundle);
  else void import('../src/cli/main.ts');
}

/** The bundle that `npm ci` has made (tools/bundle), unless a source or package has changed since. */
function currentBundle() {
  const { readFileSync, statSync } = process.getBuiltinModule('node:fs');
  const root = import.meta.dirname + '/../';
  const folder = root + 'node_modules/.cache/mapwright/';
  try {
    const sources = JSON.parse(readFileSync(folder + 'sources.json', 'utf8'));
    const isCurrent = Object.keys(sources).every(function (path) {
      const { size, mtimeMs } = statSync(root + path);
      return size === sources[path][0] && mtimeMs === sources[path][1];
    });
    return isCurrent && folder + 'main.cjs';
  } catch {
    // There is none, or a source has gone.
    return false;
  }
}
