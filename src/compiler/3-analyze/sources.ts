import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ActivitiesDocument } from '../../language/activities.generated.ts';
import type { ContactDocument } from '../../language/contact.generated.ts';
import type { EmailFrontMatter } from '../../language/email.generated.ts';
import type { EventsDocument } from '../../language/events.generated.ts';
import type { MapDocument } from '../../language/map.generated.ts';
import type { Population } from '../../language/population.generated.ts';
import type { ProgramDocument } from '../../language/program.generated.ts';
import type { Scenario } from '../../language/scenario.generated.ts';
import type { SendingDocument } from '../../language/sending.generated.ts';
import type { ValidFile } from '../2-validate/validate-file.ts';

/** A document whose shape is right, and the file that it came from. */
export interface Doc<T extends object> {
  /** Whose `gaps` say that parts were wrong and are missing from `value`. */
  file: ValidFile;
  value: T;
}

/** All documents of a folder, by name. */
export interface Sources {
  maps: ReadonlyMap<string, Doc<MapDocument>>;
  programs: ReadonlyMap<string, Doc<ProgramDocument>>;
  emails: ReadonlyMap<string, Doc<EmailFrontMatter>>;
  scenarios: readonly Doc<Scenario>[];
  populations: readonly Doc<Population>[];
  contact?: Doc<ContactDocument>;
  events?: Doc<EventsDocument>;
  activities?: Doc<ActivitiesDocument>;
  sending?: Doc<SendingDocument>;
  /** MJML shell of all emails. */
  layout?: { path: string; text: string };
  /** Names of documents that are there and broken: referring to them is no further mistake. */
  broken: Readonly<Record<ValidFile['kind'], ReadonlySet<string>>>;
  /** Kinds of which some document is broken, or lacks parts that were wrong. */
  uncertain: ReadonlySet<ValidFile['kind']>;
}

/** Takes a diagnostic. */
export type Report = (diagnostic: Diagnostic) => void;

/** Whether a name may be defined in a part of a document that is missing because it was wrong. */
export function mayBeMissing(
  { uncertain }: Sources,
  kind: Exclude<ValidFile['kind'], 'email' | 'scenario' | 'population'>,
): boolean {
  return uncertain.has(kind);
}
