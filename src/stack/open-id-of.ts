import type { Configuration } from '../configuration/configuration.ts';
import type { OpenIdSettings } from '../gateway/openid-provider.ts';

/** The OpenID Provider of the console, where one is configured: the configuration has made sure that nothing is missing. */
export function openIdOf({ gateway }: Configuration): { openId?: OpenIdSettings } {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = gateway;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return {};
  return { openId: { issuer, clientId, clientSecret } };
}
