import type { DocumentKind } from '../../language/schemas.ts';

/** What a file's name says about it. */
export interface FileName {
  kind: DocumentKind | 'layout';
  /** `welcome` of `emails/welcome.email.md`. */
  name: string;
}

const ENDINGS: readonly [string, DocumentKind][] = [
  ['.map.yaml', 'map'],
  ['.program.yaml', 'program'],
  ['.scenario.yaml', 'scenario'],
  ['.email.md', 'email'],
];

const WHOLE_NAMES: Readonly<Record<string, FileName>> = {
  'contact.yaml': { kind: 'contact', name: 'contact' },
  'events.yaml': { kind: 'events', name: 'events' },
  'activities.yaml': { kind: 'activities', name: 'activities' },
  'sending.yaml': { kind: 'sending', name: 'sending' },
  'layout.mjml': { kind: 'layout', name: 'layout' },
};

/** Names that a file can have, for hints. */
export const KNOWN_NAMES: readonly string[] = [
  ...ENDINGS.map(([ending]) => `NAME${ending}`),
  ...Object.keys(WHOLE_NAMES),
];

/** The document kind that a path stands for; undefined when its name says none. */
export function fileNameOf(path: string): FileName | undefined {
  const base = baseName(path);
  if (Object.hasOwn(WHOLE_NAMES, base)) return WHOLE_NAMES[base];
  const match = ENDINGS.find(([ending]) => base.length > ending.length && base.endsWith(ending));
  return match && { kind: match[1], name: base.slice(0, -match[0].length) };
}

/** Whether a file of unknown kind looks as if it was meant to be read. */
export function looksLikeSource(path: string): boolean {
  return /\.(ya?ml|mjml)$/.test(path) || /\.(email|map|program|scenario)\.[a-z]+$/.test(path);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
