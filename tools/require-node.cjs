// Runs before every npm script. Plain CommonJS, so that an old Node can parse it and say what is wrong.
'use strict';
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Mapwright needs Node 24 or newer, this is ${process.version}. Run "npm ci" (it installs Node 24 beside the project), then use the npm scripts.`,
  );
  process.exit(64);
}
