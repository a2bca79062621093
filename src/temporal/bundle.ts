import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Programs } from '../program/program.ts';
import { writeWhole } from '../releases/write-whole.ts';

const WORKFLOWS = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
/** The worker and the bundle must read payloads the same way. */
export const PAYLOAD_CONVERTER = fileURLToPath(
  new URL('../../workflows/payload-converter.ts', import.meta.url),
);

/**
 * Bundles the workflow with the programs of all releases baked in. They are one frozen module that is loaded
 * once per worker, so that all cached runs share a single copy.
 */
export async function bundleWorkflows(
  programs: Programs,
  directory: string,
): Promise<WorkflowBundleWithSourceMap> {
  await mkdir(directory, { recursive: true });
  // The bundler takes a relative alias for the name of a package.
  const module = resolve(directory, 'workflow-programs.mjs');
  await writeWhole(module, programsModule(programs));
  const said: string[] = [];
  return bundleWorkflowCode({
    workflowsPath: WORKFLOWS,
    payloadConverterPath: PAYLOAD_CONVERTER,
    preloadModules: [module],
    logger: { ...silent, error: (message) => void said.push(message) },
    webpackConfigHook: (config) => ({
      ...config,
      // The SDK's own aliases are an object.
      resolve: {
        ...config.resolve,
        alias: Object.assign({ 'mapwright-programs$': module }, config.resolve?.alias),
      },
    }),
  }).catch((cause: unknown) => {
    throw new Error(`The workflow could not be bundled. ${said.join('\n')}`, { cause });
  });
}

function programsModule(programs: Programs): string {
  return `const freeze = (value) => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
};
export const programs = freeze(JSON.parse(${JSON.stringify(JSON.stringify(programs))}));
`;
}

/** What the bundler tells of its size and timing is not for people who start a server. */
const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
