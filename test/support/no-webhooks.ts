import type { WebhookSettings } from '../../src/webhooks/settings.ts';

/** For worlds whose maps call nobody: whatever is not public is refused. */
export const NO_WEBHOOKS: WebhookSettings = { allow: [], secrets: {} };
