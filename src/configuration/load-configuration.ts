import { nearestOf } from '../diagnostics/suggest.ts';
import type { Configuration, Problem } from './configuration.ts';
import { VARIABLES } from './variables.ts';
import type { Variable } from './variables.ts';

/**
 * The settings of `temporal.config.ts` with those of the environment over them, or everything that is wrong
 * with either. Pure: reads only what it is given.
 */
export function loadConfiguration(
  env: Readonly<Record<string, string | undefined>>,
  settings: Configuration,
): Configuration | Problem[] {
  const configuration = structuredClone(settings);
  const problems = [
    ...unknownVariables(env),
    ...VARIABLES.flatMap((variable) => applyOne(variable, env, configuration)),
  ];
  if (problems.length === 0)
    problems.push(...missingInProduction(configuration), ...portsTwice(configuration));
  return problems.length > 0 ? problems : configuration;
}

/** An empty variable counts as unset, as in most shells' `VAR= command`. */
function applyOne(
  variable: Variable,
  env: Readonly<Record<string, string | undefined>>,
  configuration: Configuration,
): Problem[] {
  const text = env[variable.name] || variable.given(configuration);
  if (text === undefined) return [];
  const wrong = variable.apply(configuration, String(text));
  if (!wrong) return [];
  return [{ key: variable.name, ...(variable.secret ? {} : { value: String(text) }), ...wrong }];
}

const PREFIX = 'MAPWRIGHT_';

/** A misspelt variable would otherwise do nothing, silently. */
function unknownVariables(env: Readonly<Record<string, string | undefined>>): Problem[] {
  const known = VARIABLES.map(({ name }) => name);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((key) => {
      // Without the prefix: it makes everything look alike, and TEMPORAL_ADDRESS has none.
      const withoutPrefix = new Map(known.map((name) => [name.replace(PREFIX, ''), name]));
      const near = withoutPrefix.get(nearestOf(key.slice(PREFIX.length), withoutPrefix.keys()) ?? '');
      const fix = near ? `Did you mean ${near}?` : `Unset it; the known ones are ${known.join(', ')}.`;
      return { key, why: 'no setting has this name, so it would do nothing.', fix };
    });
}

/** In production nothing is started by itself, so what is not named is not there. */
function missingInProduction({ profile, temporal, gateway, mail }: Configuration): Problem[] {
  if (profile !== 'production') return [];
  const needed: [key: string, value: unknown, fix: string][] = [
    ['TEMPORAL_ADDRESS', temporal.address, 'Give the host:port of the Temporal server.'],
    ['MAPWRIGHT_PUBLIC_URL', gateway.publicUrl, 'Give the web address under which partners reach the pages.'],
    ['MAPWRIGHT_SMTP_HOST', mail.smtpHost, 'Give the host of the mail server.'],
  ];
  return needed
    .filter(([, value]) => value === undefined)
    .map(([key, , fix]) => ({ key, why: 'is not set, and the production profile needs it.', fix }));
}

/** Two listeners on one port: the second would be moved, which nobody asked for. */
function portsTwice({ temporal, gateway, inbox }: Configuration): Problem[] {
  const ports: [key: string, port: number][] = [
    ['MAPWRIGHT_TEMPORAL_PORT', temporal.port],
    ['MAPWRIGHT_TEMPORAL_UI_PORT', temporal.uiPort],
    ['MAPWRIGHT_GATEWAY_PORT', gateway.port],
    ['MAPWRIGHT_INBOX_SMTP_PORT', inbox.smtpPort],
    ['MAPWRIGHT_INBOX_HTTP_PORT', inbox.httpPort],
  ];
  return ports.flatMap(([key, port], index) => {
    const first = ports.slice(0, index).find(([, other]) => other === port && port !== 0);
    if (!first) return [];
    return [
      {
        key,
        value: String(port),
        why: `is the port of ${first[0]} too.`,
        fix: 'Give each a port of its own.',
      },
    ];
  });
}
