#!/usr/bin/env node
// Parsable by any Node, so that an old one is told what is wrong instead of a syntax error.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('mapwright needs Node 24 or newer, this is ' + process.version + '.');
  process.exitCode = 64;
} else {
  // Before the first import: Node then keeps what it has compiled and stripped of types, under the system's folder for
  // temporary files or NODE_COMPILE_CACHE, and neither compiler nor stripper has to start next time.
  process.getBuiltinModule('node:module').enableCompileCache();
  void import('../src/cli/main.ts');
}
