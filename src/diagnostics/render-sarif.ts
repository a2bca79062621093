import { docsOf, entryOf } from './catalog.ts';
import { generalHint } from './general-hint.ts';
import type { Diagnostic, Fix, Position, Severity } from './diagnostic.ts';

/** What a SARIF log says besides the diagnostics. */
export interface SarifOptions {
  /** Version of Mapwright. */
  version: string;
  /** Paths of the files that were read: only in them are there lines to point at. */
  files: { has: (path: string) => boolean };
  /** The working directory as a file URL with a slash at its end: paths that leave it are made absolute. */
  root: string;
}

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;
const ROOT = '%SRCROOT%';

/**
 * A log in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS), as code scanning services read it.
 * Only the rules that are used are described.
 */
export function renderSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const run = {
    tool: {
      driver: {
        name: 'Mapwright',
        version: options.version,
        informationUri: 'https://mapwright.dev',
        rules: codes.map(rule),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The directory in which the check ran.' } } },
    results: diagnostics.map((one) => result(one, codes.indexOf(one.code), options)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function rule(code: string) {
  const entry = entryOf(code);
  if (!entry) return { id: code };
  const hint = generalHint(entry);
  return {
    id: code,
    shortDescription: { text: entry.title },
    fullDescription: { text: entry.explanation },
    help: { text: hint === undefined ? entry.explanation : `${entry.explanation} ${hint}` },
    helpUri: docsOf(code),
    defaultConfiguration: { level: LEVELS[entry.severity] },
  };
}

function result(one: Diagnostic, ruleIndex: number, options: SarifOptions) {
  const { code, severity, message, hint, related, fixes } = one;
  const edits = fixes.filter(({ start, end, text }) => text !== '' || !isSame(start, end));
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${message} ${hint}` },
    locations: [{ physicalLocation: physicalLocation(one, options) }],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((one, index) => ({
            id: index + 1,
            message: { text: one.message },
            physicalLocation: physicalLocation(one, options),
          })),
        }
      : {}),
    ...(edits.length > 0 ? { fixes: [fix(edits, options)] } : {}),
  };
}

/** All edits of a diagnostic are one fix: the fixes of a result are alternatives. */
function fix(edits: readonly Fix[], options: SarifOptions) {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: edits[0]?.title ?? '' },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file, options),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.text } })),
    })),
  };
}

interface Where {
  file: string;
  start: Position;
  end: Position;
}

function physicalLocation(where: Where, options: SarifOptions) {
  const location = { artifactLocation: artifactLocation(where.file, options) };
  return options.files.has(where.file) ? { ...location, region: region(where) } : location;
}

function region({ start, end }: Where) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function artifactLocation(file: string, { root }: SarifOptions) {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  const leaves = file.startsWith('../') || file.startsWith('/');
  return leaves ? { uri: new URL(uri, root).href } : { uri, uriBaseId: ROOT };
}

function isSame(a: Position, b: Position): boolean {
  return a.line === b.line && a.column === b.column;
}
