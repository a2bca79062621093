import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export const CLIENT = { clientId: 'mapwright', clientSecret: 'a client secret of the test + 100%' };

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

/** What the provider knows of somebody. */
export interface Account {
  email?: string;
  email_verified?: boolean | string;
}

/** A real OpenID Provider on loopback. */
export interface IdentityProvider {
  issuer: string;
  /** Who is at the keyboard; undefined: somebody who stops on the way. */
  person: { account: string | undefined };
  /** Goes where a browser would, and answers with the address on the callback, or the page that it ended on. */
  follow: (url: string) => Promise<string>;
  close: () => Promise<void>;
}

/**
 * Starts one whose accounts are named by `accounts`. `inIdToken`: it puts the address into the ID token, which many do,
 * and not only behind the UserInfo endpoint, which the standard asks for.
 */
export async function startIdentityProvider(
  callback: string,
  accounts: Readonly<Record<string, Account>>,
  { inIdToken = false, port = 0 }: { inIdToken?: boolean; port?: number } = {},
): Promise<IdentityProvider> {
  const person: IdentityProvider['person'] = { account: undefined };
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    ...configuration(accounts, callback),
    conformIdTokenClaims: !inIdToken,
  });
  const answer = provider.callback();
  handle = async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const { account } = person;
    const result = account === undefined ? { error: 'access_denied' } : { login: { accountId: account } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  return {
    issuer,
    person,
    follow: (url) => follow(url, issuer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configuration(accounts: Readonly<Record<string, Account>>, callback: string): Configuration {
  return {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [callback] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    jwks: { keys: [{ ...KEY, alg: 'RS256', use: 'sig', kid: 'of-the-test' }] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    // Nobody is asked whether our own console may know who they are.
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  };
}

/** Follows redirects within the provider, with its cookies. */
async function follow(start: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  for (let url = start; ;) {
    if (!url.startsWith(issuer)) return url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return url;
    url = new URL(location, url).href;
  }
}
