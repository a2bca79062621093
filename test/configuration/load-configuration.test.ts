import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { formatProblems } from '../../src/configuration/configuration.ts';
import type { Configuration, Problem } from '../../src/configuration/configuration.ts';
import { loadConfiguration } from '../../src/configuration/load-configuration.ts';
import { VARIABLES } from '../../src/configuration/variables.ts';
import { settings } from '../../temporal.config.ts';

type Env = Record<string, string>;
const DATABASE = 'postgres://ada:pass@db.example.com:5432/partners';
const SENDGRID_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ format: 'der', type: 'spki' })
  .toString('base64');
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

function loaded(env: Env): Configuration {
  const configuration = loadConfiguration(env, settings);
  if (Array.isArray(configuration)) throw new Error(formatProblems(configuration));
  return configuration;
}

function problems(env: Env, given = settings): Problem[] {
  const result = loadConfiguration(env, given);
  return Array.isArray(result) ? result : [];
}

describe('defaults', () => {
  test('embedded, on the usual ports, with everything below .mapwright', () => {
    expect(loaded({})).toEqual({
      profile: 'embedded',
      temporal: { namespace: 'default', taskQueue: 'mapwright', port: 7233, uiPort: 8233 },
      gateway: { host: '127.0.0.1', port: 8080 },
      mail: { smtpPort: 587 },
      inbox: { smtpPort: 1025, httpPort: 8025 },
      stateDirectory: '.mapwright',
      mapsDirectory: 'maps',
    });
  });

  test('other variables, and empty ones, change nothing', () => {
    const env = {
      PATH: '/bin',
      TEMPORAL_PROFILE: 'work',
      MAPWRIGHT_GATEWAY_PORT: '',
      TEMPORAL_ADDRESS: '',
      TEMPORAL_TLS_CLIENT_CERT_DATA: '',
    };
    expect(loaded(env)).toEqual(loaded({}));
  });

  test('the settings that were given stay as they are', () => {
    const before = structuredClone(settings);
    loaded({ MAPWRIGHT_GATEWAY_PORT: '9000' });
    expect(settings).toEqual(before);
  });
});

const overrides: [
  variable: string,
  text: string,
  read: (configuration: Configuration) => unknown,
  value: unknown,
][] = [
  ['MAPWRIGHT_PROFILE', 'embedded', (c) => c.profile, 'embedded'],
  ['TEMPORAL_ADDRESS', 'temporal.example.com:7233', (c) => c.temporal.address, 'temporal.example.com:7233'],
  ['TEMPORAL_ADDRESS', '[::1]:7233', (c) => c.temporal.address, '[::1]:7233'],
  ['TEMPORAL_NAMESPACE', 'partners', (c) => c.temporal.namespace, 'partners'],
  ['TEMPORAL_API_KEY', ' hunter2\n', (c) => c.temporal.apiKey, 'hunter2'],
  ['TEMPORAL_TLS', 'true', (c) => c.temporal.tls, true],
  ['TEMPORAL_TLS', '0', (c) => c.temporal.tls, false],
  ['TEMPORAL_TLS_SERVER_CA_CERT_PATH', 'ca.pem', (c) => c.temporal.tlsServerCaCertPath, 'ca.pem'],
  ['TEMPORAL_TLS_SERVER_NAME', 'a.example.com', (c) => c.temporal.tlsServerName, 'a.example.com'],
  ['TEMPORAL_TLS_DISABLE_HOST_VERIFICATION', 'false', (c) => c.temporal.tlsDisableHostVerification, false],
  ['MAPWRIGHT_TASK_QUEUE', 'maps', (c) => c.temporal.taskQueue, 'maps'],
  ['MAPWRIGHT_TEMPORAL_PORT', '0', (c) => c.temporal.port, 0],
  ['MAPWRIGHT_TEMPORAL_UI_PORT', '65535', (c) => c.temporal.uiPort, 65_535],
  ['MAPWRIGHT_GATEWAY_HOST', '0.0.0.0', (c) => c.gateway.host, '0.0.0.0'],
  ['MAPWRIGHT_GATEWAY_PORT', '9000', (c) => c.gateway.port, 9000],
  [
    'MAPWRIGHT_PUBLIC_URL',
    'https://acme.example/partners/',
    (c) => c.gateway.publicUrl,
    'https://acme.example/partners',
  ],
  [
    'MAPWRIGHT_TRUST_PROXY',
    'loopback, 10.0.0.7,fd00::/8',
    (c) => c.gateway.trustProxy,
    ['loopback', '10.0.0.7', 'fd00::/8'],
  ],
  ['MAPWRIGHT_METRICS_PORT', '9464', (c) => c.metricsPort, 9464],
  ['MAPWRIGHT_SMTP_HOST', 'mail.example.com', (c) => c.mail.smtpHost, 'mail.example.com'],
  ['MAPWRIGHT_SMTP_PORT', '465', (c) => c.mail.smtpPort, 465],
  ['MAPWRIGHT_SMTP_USER', 'acme', (c) => c.mail.smtpUser, 'acme'],
  ['MAPWRIGHT_SMTP_PASSWORD', 'correct horse', (c) => c.mail.smtpPassword, 'correct horse'],
  ['MAPWRIGHT_MAILS_PER_SECOND', '20', (c) => c.mail.perSecond, 20],
  ['MAPWRIGHT_SENDGRID_KEY', SENDGRID_KEY, (c) => c.mail.sendGridKey, SENDGRID_KEY],
  ['MAPWRIGHT_INBOX_SMTP_PORT', '2525', (c) => c.inbox.smtpPort, 2525],
  ['MAPWRIGHT_INBOX_HTTP_PORT', '2580', (c) => c.inbox.httpPort, 2580],
  ['MAPWRIGHT_DATABASE_URL', DATABASE, (c) => c.databaseUrl, DATABASE],
  ['MAPWRIGHT_STATE_DIRECTORY', '/var/lib/mapwright', (c) => c.stateDirectory, '/var/lib/mapwright'],
  ['MAPWRIGHT_MAPS_DIRECTORY', 'automation', (c) => c.mapsDirectory, 'automation'],
  ['MAPWRIGHT_ACTIVITIES_DIRECTORY', 'own', (c) => c.activitiesDirectory, 'own'],
  ['MAPWRIGHT_WEBHOOK_SECRET', SECRET, (c) => c.webhookSecret, SECRET],
  [
    'MAPWRIGHT_WEBHOOK_ALLOW',
    'crm.internal, 10.0.0.7,fd00::/8, ::1',
    (c) => c.webhookAllow,
    ['crm.internal', '10.0.0.7', 'fd00::/8', '::1'],
  ],
];

const SIGNATURE = {
  MAPWRIGHT_DKIM_DOMAIN: 'acme.example',
  MAPWRIGHT_DKIM_SELECTOR: 's1',
  MAPWRIGHT_DKIM_PRIVATE_KEY: 'dkim.pem',
};

const CLIENT_CERTIFICATE = {
  TEMPORAL_TLS_CLIENT_CERT_PATH: 'client.pem',
  TEMPORAL_TLS_CLIENT_KEY_PATH: 'client.key',
};

/** They go together, too: see `openid-provider.test.ts`. */
const PROVIDER = ['MAPWRIGHT_OIDC_ISSUER', 'MAPWRIGHT_OIDC_CLIENT_ID', 'MAPWRIGHT_OIDC_CLIENT_SECRET'];

describe('the environment', () => {
  test.each(overrides)('%s=%s', (variable, text, read, value) => {
    expect(read(loaded({ [variable]: text }))).toEqual(value);
  });

  test('a client certificate with its key', () => {
    const { tlsClientCertPath, tlsClientKeyPath } = loaded(CLIENT_CERTIFICATE).temporal;
    expect([tlsClientCertPath, tlsClientKeyPath]).toEqual(['client.pem', 'client.key']);
  });

  test('secrets of maps, by name; an empty one is none', () => {
    const env = { MAPWRIGHT_SECRET_CRM_TOKEN: 'hunter2', MAPWRIGHT_SECRET_KEY: '' };
    expect(loaded(env).secrets).toEqual({ CRM_TOKEN: 'hunter2' });
    expect(loaded({}).secrets).toBeUndefined();
  });

  test('every variable is in the table above', () => {
    const shown = [
      ...overrides.map(([variable]) => variable),
      ...Object.keys({ ...CLIENT_CERTIFICATE, ...SIGNATURE }),
      ...PROVIDER,
      'MAPWRIGHT_WEBHOOKS_OUT',
    ];
    expect(new Set(shown)).toEqual(new Set(VARIABLES.map(({ name }) => name)));
  });
});

const mistakes: [variable: string, text: string, why: string, fix: string][] = [
  ['MAPWRIGHT_PROFILE', 'prod', 'is not known', 'embedded, production'],
  ['MAPWRIGHT_DATABASE_URL', 'mysql://db.example.com/partners', 'is not the address', 'postgres://USER'],
  ['MAPWRIGHT_DATABASE_URL', 'postgres://db.example.com', 'is not the address', 'postgres://USER'],
  ['TEMPORAL_ADDRESS', 'http://localhost:7233', 'is not an address', 'without "http://"'],
  ['TEMPORAL_ADDRESS', 'localhost', 'is not an address', 'host:port'],
  ['TEMPORAL_NAMESPACE', ' ', 'is empty', 'unset it'],
  ['TEMPORAL_TLS', 'yes', 'is neither true nor false', 'unset it'],
  ['TEMPORAL_TLS_SERVER_NAME', 'https://a.example.com', 'is not a host', 'without a port'],
  ['TEMPORAL_TLS_DISABLE_HOST_VERIFICATION', 'true', 'cannot be done', 'TEMPORAL_TLS_SERVER_CA_CERT_PATH'],
  ['TEMPORAL_TLS_DISABLE_HOST_VERIFICATION', 'x', 'is neither true nor false', 'unset it'],
  ['TEMPORAL_TLS_CLIENT_CERT_DATA', 'x', 'would do nothing', 'Did you mean TEMPORAL_TLS_CLIENT_CERT_PATH?'],
  ['MAPWRIGHT_GATEWAY_PORT', '70000', 'is not a port', '1 to 65535'],
  ['MAPWRIGHT_GATEWAY_PORT', '80.5', 'is not a port', '1 to 65535'],
  ['MAPWRIGHT_GATEWAY_PORT', '-1', 'is not a port', '1 to 65535'],
  ['MAPWRIGHT_GATEWAY_PORT', 'http', 'is not a port', '1 to 65535'],
  ['MAPWRIGHT_GATEWAY_HOST', 'localhost:8080', 'is not a host', 'without a port'],
  ['MAPWRIGHT_SMTP_HOST', 'smtp://mail.example.com', 'is not a host', 'without a port'],
  ['MAPWRIGHT_PUBLIC_URL', 'acme.example', 'is not a web address', 'https://'],
  ['MAPWRIGHT_PUBLIC_URL', 'ftp://acme.example', 'is not a web address', 'https://'],
  ['MAPWRIGHT_PUBLIC_URL', 'https://acme.example/?a=b', 'is not a web address', 'without "?"'],
  ['MAPWRIGHT_TRUST_PROXY', 'true', 'has "true" in it', '10.0.0.7'],
  ['MAPWRIGHT_TRUST_PROXY', 'proxy.internal', 'no address or network', 'loopback'],
  ['MAPWRIGHT_WEBHOOK_ALLOW', 'crm.internal:8080', 'has "crm.internal:8080" in it', '10.0.0.7'],
  ['MAPWRIGHT_WEBHOOK_ALLOW', 'crm.internal,', 'has "" in it', 'with commas'],
  ['MAPWRIGHT_WEBHOOK_ALLOW', '10.0.0.0/33', 'has "10.0.0.0/33" in it', 'fd00::/8'],
  ['MAPWRIGHT_SECRET_key', 'a', 'would do nothing', 'MAPWRIGHT_'],
  ['MAPWRIGHT_GATEWAY_PROT', '9000', 'would do nothing', 'Did you mean MAPWRIGHT_GATEWAY_PORT?'],
  ['MAPWRIGHT_TEMPORAL_ADRESS', 'a:1', 'would do nothing', 'Did you mean TEMPORAL_ADDRESS?'],
  ['MAPWRIGHT_FRUIT', 'apple', 'would do nothing', 'the known ones are MAPWRIGHT_PROFILE'],
];

describe('mistakes', () => {
  test.each(mistakes)('%s=%s', (key, text, why, fix) => {
    const found = problems({ [key]: text });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      key,
      why: expect.stringContaining(why),
      fix: expect.stringContaining(fix),
    });
    expect(formatProblems(found)).toContain(key);
  });

  test('the value is shown, a secret’s never is', () => {
    expect(formatProblems(problems({ MAPWRIGHT_GATEWAY_PORT: 'http' }))).toContain(
      'MAPWRIGHT_GATEWAY_PORT="http"',
    );
    const secrets = {
      MAPWRIGHT_WEBHOOK_SECRET: 'hunter2',
      MAPWRIGHT_SMTP_PASSWORD: ' ',
      TEMPORAL_API_KEY: 'hunter2 and more',
      MAPWRIGHT_WEBHOOK_SECERT: 'hunter2',
      MAPWRIGHT_SECRET_CRM_TOKEN: 'hunter2\n',
    };
    const text = formatProblems(problems(secrets));
    expect(text).toContain('5 problems');
    expect(text).not.toContain('hunter2');
  });

  test('all are told at once', () => {
    const env = { MAPWRIGHT_GATEWAY_PORT: 'x', MAPWRIGHT_PROFILE: 'x', MAPWRIGHT_GATWAY_HOST: 'x' };
    expect(
      problems(env)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(Object.keys(env).sort());
  });

  test('a value of temporal.config.ts is checked like one of the environment', () => {
    const found = problems({}, { ...settings, gateway: { host: '127.0.0.1', port: 70_000 } });
    expect(found).toMatchObject([{ key: 'MAPWRIGHT_GATEWAY_PORT', value: '70000' }]);
  });

  test('two listeners may not want one port, except any', () => {
    expect(problems({ MAPWRIGHT_INBOX_HTTP_PORT: '8080' })).toMatchObject([
      { key: 'MAPWRIGHT_INBOX_HTTP_PORT', why: 'is the port of MAPWRIGHT_GATEWAY_PORT too.' },
    ]);
    expect(problems({ MAPWRIGHT_INBOX_HTTP_PORT: '0', MAPWRIGHT_GATEWAY_PORT: '0' })).toEqual([]);
  });

  test.each([
    [{ TEMPORAL_TLS_CLIENT_CERT_PATH: 'client.pem' }, 'TEMPORAL_TLS_CLIENT_KEY_PATH'],
    [{ TEMPORAL_TLS_CLIENT_KEY_PATH: 'client.key' }, 'TEMPORAL_TLS_CLIENT_CERT_PATH'],
  ])('%o is half of a pair', (env, key) => {
    const why = `is not set, but ${Object.keys(env)[0]} is.`;
    expect(problems(env)).toEqual([{ key, why, fix: 'Set both, or neither.' }]);
  });
});

const PRODUCTION: Env = {
  MAPWRIGHT_PROFILE: 'production',
  TEMPORAL_ADDRESS: 'temporal.example.com:7233',
  MAPWRIGHT_PUBLIC_URL: 'https://partners.example.com',
  MAPWRIGHT_SMTP_HOST: 'mail.example.com',
  MAPWRIGHT_WEBHOOK_SECRET: SECRET,
};
const needed = Object.keys(PRODUCTION).filter((key) => key !== 'MAPWRIGHT_PROFILE');

describe('the production profile', () => {
  test('runs with these, and needs nothing else', () => {
    expect(loaded(PRODUCTION)).toMatchObject({
      profile: 'production',
      temporal: { address: 'temporal.example.com:7233' },
      gateway: { publicUrl: 'https://partners.example.com' },
      mail: { smtpHost: 'mail.example.com' },
      webhookSecret: SECRET,
    });
  });

  test.each(needed)('without %s', (key) => {
    const { [key]: _, ...env } = PRODUCTION;
    expect(problems(env)).toEqual([
      {
        key,
        why: 'is not set, and the production profile needs it.',
        fix: expect.stringMatching(/^Give /),
      },
    ]);
  });

  test('all that is missing is told at once, beside what is wrong; what is wrong is not missing too', () => {
    expect(problems({ MAPWRIGHT_PROFILE: 'production' }).map(({ key }) => key)).toEqual(needed);
    const env = { MAPWRIGHT_PROFILE: 'production', MAPWRIGHT_PUBLIC_URL: 'acme', MAPWRIGHT_SMTP_PORT: 'x' };
    const keys = problems(env).map(({ key }) => key);
    expect(keys.toSorted()).toEqual([...needed, 'MAPWRIGHT_SMTP_PORT'].toSorted());
  });

  test('the pages need https', () => {
    expect(problems({ ...PRODUCTION, MAPWRIGHT_PUBLIC_URL: 'http://partners.example.com' })).toEqual([
      {
        key: 'MAPWRIGHT_PUBLIC_URL',
        value: 'http://partners.example.com',
        why: 'is not https, and the production profile needs that.',
        fix: 'Write "https://partners.example.com", and end TLS in front of the pages.',
      },
    ]);
  });
});
