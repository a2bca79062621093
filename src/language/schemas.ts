import activities from './activities.schema.json' with { type: 'json' };
import contact from './contact.schema.json' with { type: 'json' };
import email from './email.schema.json' with { type: 'json' };
import events from './events.schema.json' with { type: 'json' };
import map from './map.schema.json' with { type: 'json' };
import program from './program.schema.json' with { type: 'json' };
import scenario from './scenario.schema.json' with { type: 'json' };
import sending from './sending.schema.json' with { type: 'json' };

/** The documents an author writes. */
export type DocumentKind = 'map' | 'program' | 'contact' | 'events' | 'activities' | 'sending' | 'email' | 'scenario';

/** A JSON Schema (draft 7) with this language's own keywords, which all begin with `x-`. */
export type Schema = Readonly<Record<string, unknown>>;

/** The schema of each document kind, by kind; composed from the pieces in `source` by `npm run generate`. */
export const DOCUMENT_SCHEMAS: Readonly<Record<DocumentKind, Schema>> = {
  map,
  program,
  contact,
  events,
  activities,
  sending,
  email,
  scenario,
};
