import { findTemporalServer } from './temporal-server.ts';

/** Finds or builds the Temporal dev server once, before any test: a build takes minutes, and no test may wait so long. */
export async function setup(): Promise<void> {
  await findTemporalServer();
}
