import type { ControlEvent } from '../src/messages/control.ts';

/** Names of maps, and of a partner program's notices. */
const NAME = /^[a-z][a-z0-9-]{0,59}(\.notices)?$/;

/** Reads a signal's payload, `{ action: pause | resume, map? }`; or says why it cannot be that, without repeating it. */
export function readControl(payload: unknown): Pick<ControlEvent, 'action' | 'map'> | { problem: string } {
  if (typeof payload !== 'object' || payload === null) return { problem: 'not an object { action, map? }' };
  const { action, map } = payload as Record<string, unknown>;
  if (action !== 'pause' && action !== 'resume') return { problem: 'action is not pause or resume' };
  if (map !== undefined && (typeof map !== 'string' || !NAME.test(map)))
    return { problem: 'map is not the name of a map' };
  return { action, ...(map === undefined ? {} : { map }) };
}
