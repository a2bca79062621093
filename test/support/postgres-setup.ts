import { openDatabase } from '../../src/storage/open-database.ts';
import type { TestProject } from 'vitest/node';
import { findPostgres, POSTGRES, startPostgres } from './postgres-cluster.ts';
import { requireTool } from './require-tool.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `postgres://…/` of the cluster, where tests are to use PostgreSQL; its database `postgres` has all tables. */
    postgresUrl: string | undefined;
  }
}

/** Starts the cluster on which the database suite runs a second time. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const folder = await findPostgres();
  if (!requireTool({ ...POSTGRES, found: folder !== undefined }) || folder === undefined) return undefined;
  const cluster = await startPostgres(folder);
  const template = await openDatabase(`${cluster.url}postgres`);
  await template.destroy();
  project.provide('postgresUrl', cluster.url);
  return () => cluster.stop();
}
