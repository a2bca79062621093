#!/usr/bin/env node
// Parsable by any Node, so that an old one is told what is wrong instead of a syntax error.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('mapwright needs Node 24 or newer, this is ' + process.version + '.');
  process.exitCode = 64;
} else {
  void import('../src/cli/main.ts');
}
