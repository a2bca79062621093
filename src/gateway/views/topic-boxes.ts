import type { Preference } from '../../partners/consents.ts';
import { fieldView } from './field.ts';
import type { Html } from './html.ts';

/** A box for each topic, as the contact wants it. */
export function topicBoxes(preferences: readonly Preference[]): Html[] {
  return preferences.map(({ topic, title, subscribed }) =>
    fieldView({
      field: { name: topic, label: title, type: 'boolean', required: false },
      value: String(subscribed),
    }),
  );
}
