import { nearestOf } from '../diagnostics/suggest.ts';
import { endpointsOf, secretNameOf, type Configuration, type Problem } from './configuration.ts';
import { MAKE_A_SECRET, readMapSecret, readSecret } from './values.ts';
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
    ...takeSecrets(env, configuration),
  ];
  // What was given but is wrong has had its word.
  const told = new Set(problems.map(({ key }) => key));
  problems.push(...missing(configuration).filter(({ key }) => !told.has(key)));
  problems.push(...notOverHttps(configuration));
  if (problems.length === 0) problems.push(...portsTwice(configuration), ...unsigned(configuration));
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

/** `MAPWRIGHT_SECRET_CRM_TOKEN` is what maps call `${secret.CRM_TOKEN}`. */
const MAP_SECRET = /^MAPWRIGHT_SECRET_([A-Z][A-Z0-9_]{0,59})$/;

function takeSecrets(
  env: Readonly<Record<string, string | undefined>>,
  configuration: Configuration,
): Problem[] {
  return Object.entries(env).flatMap(([key, text]) => {
    const [, name] = MAP_SECRET.exec(key) ?? [];
    if (name === undefined || !text) return [];
    const reading = readMapSecret(text);
    if (!('value' in reading)) return [{ key, ...reading }];
    configuration.secrets = { ...configuration.secrets, [name]: reading.value };
    return [];
  });
}

const PREFIX = 'MAPWRIGHT_';
/** Of Temporal's own variables only these: without what they ask for, the connection would be another one. */
const TLS_PREFIX = 'TEMPORAL_TLS_';

/** A misspelt variable would otherwise do nothing, silently. */
function unknownVariables(env: Readonly<Record<string, string | undefined>>): Problem[] {
  const known = VARIABLES.map(({ name }) => name);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) || (name.startsWith(TLS_PREFIX) && env[name]))
    .filter((name) => !known.includes(name) && !MAP_SECRET.test(name))
    .map((key) => {
      // Without the prefix: it makes everything look alike, and TEMPORAL_ADDRESS has none.
      const withoutPrefix = new Map(known.map((name) => [name.replace(PREFIX, ''), name]));
      const near = withoutPrefix.get(nearestOf(key.replace(PREFIX, ''), withoutPrefix.keys()) ?? '');
      const fix = near ? `Did you mean ${near}?` : `Unset it; the known ones are ${known.join(', ')}.`;
      return { key, why: 'no setting has this name, so it would do nothing.', fix };
    });
}

/** A setting without which the others cannot do their work. */
function missing(configuration: Configuration): Problem[] {
  return configuration.profile === 'production'
    ? [...missingInProduction(configuration), ...partOfASet(configuration)]
    : partOfASet(configuration);
}

/** In production nothing is started or made by itself, so what is not named is not there. */
function missingInProduction({ temporal, gateway, mail, webhookSecret }: Configuration): Problem[] {
  const needed: [key: string, value: unknown, fix: string][] = [
    ['TEMPORAL_ADDRESS', temporal.address, 'Give the host:port of the Temporal server.'],
    [
      'MAPWRIGHT_PUBLIC_URL',
      gateway.publicUrl,
      'Give the https address under which partners reach the pages.',
    ],
    ['MAPWRIGHT_SMTP_HOST', mail.smtpHost, 'Give the host of the mail server.'],
    ['MAPWRIGHT_WEBHOOK_SECRET', webhookSecret, `Give the shop the same one. ${MAKE_A_SECRET}`],
  ];
  return needed
    .filter(([, value]) => value === undefined)
    .map(([key, , fix]) => ({ key, why: 'is not set, and the production profile needs it.', fix }));
}

/** A part of what belongs together does nothing alone: a certificate without its key, a signature without its domain. */
function partOfASet({ gateway, temporal, mail }: Configuration): Problem[] {
  const pair: SetOfKeys = [
    ['TEMPORAL_TLS_CLIENT_CERT_PATH', temporal.tlsClientCertPath],
    ['TEMPORAL_TLS_CLIENT_KEY_PATH', temporal.tlsClientKeyPath],
  ];
  const dkim: SetOfKeys = [
    ['MAPWRIGHT_DKIM_DOMAIN', mail.dkimDomain],
    ['MAPWRIGHT_DKIM_SELECTOR', mail.dkimSelector],
    ['MAPWRIGHT_DKIM_PRIVATE_KEY', mail.dkimPrivateKey],
  ];
  const provider: SetOfKeys = [
    ['MAPWRIGHT_OIDC_ISSUER', gateway.oidcIssuer],
    ['MAPWRIGHT_OIDC_CLIENT_ID', gateway.oidcClientId],
    ['MAPWRIGHT_OIDC_CLIENT_SECRET', gateway.oidcClientSecret],
  ];
  return [
    ...lacking(pair, 'Set both, or neither.'),
    ...[dkim, provider].flatMap((set) => lacking(set, 'Set all three, or none.')),
  ];
}

type SetOfKeys = [key: string, value: string | undefined][];

function lacking(set: SetOfKeys, fix: string): Problem[] {
  const [given] = set.find(([, value]) => value !== undefined) ?? [];
  return set
    .filter(([, value]) => given !== undefined && value === undefined)
    .map(([key]) => ({ key, why: `is not set, but ${given} is.`, fix }));
}

/** Sessions and personal data go over it. */
function notOverHttps({ profile, gateway: { publicUrl } }: Configuration): Problem[] {
  if (profile !== 'production' || !publicUrl?.startsWith('http:')) return [];
  const why = 'is not https, and the production profile needs that.';
  const fix = `Write ${JSON.stringify(publicUrl.replace('http:', 'https:'))}, and end TLS in front of the pages.`;
  return [{ key: 'MAPWRIGHT_PUBLIC_URL', value: publicUrl, why, fix }];
}

/** What an endpoint is told is signed, so that it can believe it. */
function unsigned(configuration: Configuration): Problem[] {
  return endpointsOf(configuration).flatMap(({ name, secret }) => {
    const key = `MAPWRIGHT_SECRET_${secretNameOf(name)}`;
    if (secret === '') {
      const why = `is not set, and what MAPWRIGHT_WEBHOOKS_OUT sends to ${name} is signed with it.`;
      return [{ key, why, fix: `Give ${name} the same one. ${MAKE_A_SECRET}` }];
    }
    const reading = readSecret(secret);
    return 'value' in reading ? [] : [{ key, ...reading }];
  });
}

/** Two listeners on one port: the second would be moved, which nobody asked for. */
function portsTwice({ temporal, gateway, metricsPort = 0, inbox }: Configuration): Problem[] {
  const ports: [key: string, port: number][] = [
    ['MAPWRIGHT_TEMPORAL_PORT', temporal.port],
    ['MAPWRIGHT_TEMPORAL_UI_PORT', temporal.uiPort],
    ['MAPWRIGHT_GATEWAY_PORT', gateway.port],
    ['MAPWRIGHT_METRICS_PORT', metricsPort],
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
