import { randomUUID } from 'node:crypto';
import { recordCustomEvent } from '../../partners/record-custom-event.ts';
import type { Instant } from '../../program/time.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';

/** `event`: `contact` is an id or an email address, `type` a name in events.yaml. */
export interface EventOptions {
  contact: string;
  type: string;
  data?: Record<string, unknown>;
  /** Minted and printed when left out. */
  id?: string;
  at?: Instant;
  format: Format;
}

/** Records an event by hand, as the webhook does. A repetition of a recorded one is nothing to do. */
export async function runEvent({ contact, format, ...event }: EventOptions): Promise<ExitCode> {
  return withPartners(async (partners) => {
    const id = event.id ?? `event-${randomUUID()}`;
    const partner = contact.includes('@') ? { email: contact } : { contactId: contact };
    const result = await recordCustomEvent(partners, { ...event, id, partner });
    if (result.status === 'recorded') {
      const line = `Recorded event ${id}: ${result.type} for contact ${result.contactId}.`;
      answer(format, line, { id, ...result });
      return EXIT.done;
    }
    answer(format, result.message, { id, ...result });
    return result.status === 'duplicate' ? EXIT.done : EXIT.failed;
  });
}
