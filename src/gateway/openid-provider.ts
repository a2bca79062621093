import * as client from 'openid-client';

/** Where the teams' people prove who they are: an OpenID Provider (OpenID Connect Core 1.0), and who we are there. */
export interface OpenIdSettings {
  /** Issuer identifier: https, or http on this machine. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What a sign-in that was begun has to be finished with: kept in the browser's own sealed session. */
export interface Attempt {
  state: string;
  nonce: string;
  /** PKCE (RFC 7636). */
  verifier: string;
}

/** Whom the provider vouches for; it may name an address without having made sure that it is theirs. */
export interface Identity {
  address: string | undefined;
  isVerified: boolean;
}

/** A sign-in that failed; the message names what failed, and nobody. */
export class OpenIdFailure extends Error {
  /** The person, or the provider for them, said no. */
  readonly isRefusal: boolean;

  constructor(message: string, isRefusal: boolean) {
    super(message);
    this.isRefusal = isRefusal;
  }
}

/** Seconds that one request to the provider may take. */
const TIMEOUT_S = 10;

/** Signing in by authorization code with PKCE, state and nonce. */
export class OpenIdProvider {
  readonly host: string;
  readonly #settings: OpenIdSettings;
  readonly #callback: string;
  #discovered: Promise<client.Configuration> | undefined;

  /** `callback`: where the provider sends people back to, as it was registered there. */
  constructor(settings: OpenIdSettings, callback: string) {
    this.#settings = settings;
    this.#callback = callback;
    this.host = new URL(settings.issuer).host;
  }

  /** Where to send somebody who wants to sign in. @throws OpenIdFailure when the provider cannot be reached. */
  async begin(): Promise<{ url: string; attempt: Attempt }> {
    const provider = await this.#discover();
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.#callback,
      scope: 'openid email',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, attempt };
  }

  /**
   * Who has come back, with this query in the address.
   * @throws OpenIdFailure when anything of the answer does not fit the attempt, or the provider refuses.
   */
  async finish(query: string, { state, nonce, verifier }: Attempt): Promise<Identity> {
    const provider = await this.#discover();
    // Not the address of the request: behind a proxy that is another one than people see.
    const answered = new URL(this.#callback);
    answered.search = query;
    try {
      const tokens = await client.authorizationCodeGrant(provider, answered, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new OpenIdFailure('The provider sent no ID token.', false);
      // Core 1.0 §5.4: with a code flow, providers may answer for the address at the UserInfo endpoint only.
      const named =
        claims['email'] === undefined
          ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
          : claims;
      return identityOf(named);
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** Once for all; a provider that was away is asked again by the next person. */
  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const server = new URL(issuer);
    // The configuration lets http through on this machine only.
    const isPlain = server.protocol === 'http:';
    this.#discovered ??= client.discovery(
      server,
      clientId,
      clientSecret,
      client.ClientSecretBasic(clientSecret),
      { timeout: TIMEOUT_S, ...(isPlain ? { execute: [client.allowInsecureRequests] } : {}) },
    );
    try {
      return await this.#discovered;
    } catch (error) {
      this.#discovered = undefined;
      throw failureOf(error);
    }
  }
}

/** `email_verified` is a boolean (Core 1.0 §5.1); whatever else a provider sends there vouches for nothing. */
function identityOf({ email, email_verified: verified }: Readonly<Record<string, unknown>>): Identity {
  return { address: typeof email === 'string' ? email : undefined, isVerified: verified === true };
}

/** Only the code of an error is told: its cause may hold the claims, and with them an address. */
function failureOf(error: unknown): OpenIdFailure {
  if (error instanceof OpenIdFailure) return error;
  if (error instanceof client.AuthorizationResponseError)
    return new OpenIdFailure(`The provider answered ${codeIn(error.error)}.`, true);
  const code = error instanceof Error && 'code' in error ? codeIn(error.code) : 'an unknown error';
  return new OpenIdFailure(`The sign-in failed: ${code}.`, false);
}

/** Codes of RFC 6749 and of the library; nothing else that a stranger may have put into an address. */
function codeIn(text: unknown): string {
  return typeof text === 'string' && /^[A-Za-z_]{1,60}$/.test(text) ? text : 'an unknown error';
}
