import { configuration } from '../../temporal.config.ts';
import { formatProblems } from '../configuration/configuration.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { EXIT, Stopped } from './exit-codes.ts';

/** The configuration of this project. @throws Stopped with every problem when it cannot be used. */
export function readConfiguration(): Configuration {
  if (Array.isArray(configuration)) throw new Stopped(EXIT.failed, formatProblems(configuration));
  return configuration;
}
