import type { ActivityJob, ActivityName } from '../src/program/commands.ts';
import type { ActivityRequest } from '../workflows/messages.ts';

/** The request of one activity, by its name. */
export type JobRequest<Name extends ActivityName> = ActivityRequest<Extract<ActivityJob, { activity: Name }>>;
