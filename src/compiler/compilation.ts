import type { Diagnostic, Position } from '../diagnostics/diagnostic.ts';
import type { Program } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import type { Population } from '../language/population.generated.ts';
import type { Scenario } from '../language/scenario.generated.ts';

/** An email's source with all that its rendering depends on; rendering itself happens at release time. */
export interface EmailSource {
  name: string;
  /** Hash of the fields below: a changed text is a changed release. */
  hash: string;
  subject: string;
  preheader?: string;
  /** Of the text, as a BCP 47 tag; absent where nobody says. */
  lang?: string;
  /** Topic name for marketing mails; absent for transactional ones. */
  topic?: string;
  /** Markdown with Handlebars merge fields. */
  body: string;
  /** MJML shell of `emails/layout.mjml`; absent: the built-in one. */
  layout?: string;
}

/** One scenario file, checked against its schema. */
export interface ScenarioSource {
  file: string;
  scenario: Scenario;
}

/** Where a map is written: its file, and the places of its doors and steps by name; lines and columns from 1. */
export interface SourcePlaces {
  file: string;
  triggers: Record<string, Position>;
  milestones: Record<string, Position>;
  steps: Record<string, Position>;
}

/** One population file, checked against its schema. */
export interface PopulationSource {
  file: string;
  population: Population;
}

/** What checking a folder of maps yields. */
export interface Check {
  diagnostics: Diagnostic[];
  /** What is right, and what this version does not run: `MW299` for each. */
  notYet: Diagnostic[];
  /** How many map files were read, those with errors included. */
  maps: number;
  /** The text of each file that was read, by its path, for code frames. */
  sources: ReadonlyMap<string, string>;
}

/** What compiling a folder of maps yields. Programs and settings are there only when no error was found and all of it can run. */
export interface Compilation extends Check {
  output?: {
    /** The maps by name, then the notices of the partner programs. */
    programs: Program[];
    /** Where each of them is written, by its name. */
    places: Record<string, SourcePlaces>;
    settings: Settings;
    emails: EmailSource[];
    scenarios: ScenarioSource[];
    populations: PopulationSource[];
  };
}
