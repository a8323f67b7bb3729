import * as openid from 'openid-client'
import { AppError } from '../../http/app-error.ts'
import type { OidcConfig } from './oidc-config.ts'

export const callbackPath = '/api/sign-in/oidc/callback'
const timeoutSeconds = 10
/** A provider's addresses hardly change; its keys are fetched anew whenever one is unknown. */
const discoverEveryMs = 3_600_000

/** What is asked back from the provider's answer, kept on our side while the person is there. */
export interface FlowSecrets {
  state: string
  nonce: string
  codeVerifier: string
}

/** Who the provider says it is. The address is for showing only. */
export interface ProvedIdentity {
  issuer: string
  subject: string
  address: string | null
}

export interface OidcClient {
  newSecrets(): FlowSecrets
  /** Where the browser goes to sign in. Throws `oidc_unavailable`. */
  signInUrl(secrets: FlowSecrets): Promise<string>
  /** Redeems what the browser came back with; `search` is its query. Throws the reason where it proves nothing. */
  redeem(search: string, secrets: FlowSecrets): Promise<ProvedIdentity>
}

/**
 * The provider is asked for its addresses when somebody signs in, not at the start: a provider that is away keeps nobody from using
 * what they are signed in to.
 */
export function createOidcClient(config: OidcConfig, publicUrl: string): OidcClient {
  const redirectUri = `${publicUrl}${callbackPath}`
  const configured = discovered(config)
  return {
    newSecrets: () => ({
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
    }),
    async signInUrl({ state, nonce, codeVerifier }) {
      const parameters = {
        redirect_uri: redirectUri,
        scope: 'openid email',
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      }
      return openid.buildAuthorizationUrl(await configured(), parameters).href
    },
    async redeem(search, { state, nonce, codeVerifier }) {
      const provider = await configured()
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier }
      try {
        const answer = await openid.authorizationCodeGrant(provider, new URL(`${redirectUri}${search}`), {
          ...checks,
          idTokenExpected: true,
        })
        return identityOf(answer.claims())
      } catch (error) {
        throw refusalOf(error)
      }
    },
  }
}

function discovered(config: OidcConfig): () => Promise<openid.Configuration> {
  let kept: { at: number; found: Promise<openid.Configuration> } | null = null
  return async () => {
    const at = performance.now()
    if (kept === null || at - kept.at > discoverEveryMs) kept = { at, found: discoverProvider(config) }
    try {
      return await kept.found
    } catch (error) {
      kept = null
      throw new AppError('oidc_unavailable', { cause: error })
    }
  }
}

/** Throws where the provider is away, or calls itself by another issuer than the one that was set. */
export async function discoverProvider(config: OidcConfig): Promise<openid.Configuration> {
  const isPlain = config.issuer.startsWith('http:')
  return openid.discovery(new URL(config.issuer), config.clientId, config.clientSecret, undefined, {
    timeout: timeoutSeconds,
    // The signature of the identity token is checked too, not only the line that it came by.
    execute: [openid.enableNonRepudiationChecks, ...(isPlain ? [openid.allowInsecureRequests] : [])],
  })
}

function identityOf(claims: openid.IDToken | undefined): ProvedIdentity {
  if (claims === undefined) throw new AppError('oidc_refused')
  const address = claims['email']
  return { issuer: claims.iss, subject: claims.sub, address: typeof address === 'string' ? address : null }
}

/** The library keeps the answer that it could not read behind one or two errors of its own. */
function isServerFault(error: unknown): boolean {
  if (error instanceof Response) return error.status >= 500
  return error instanceof Error && error.cause !== undefined && isServerFault(error.cause)
}

/** The library throws for what is wrong with an answer; what is none of its errors never got one. */
function refusalOf(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  if (cause instanceof openid.AuthorizationResponseError)
    return new AppError(cause.error === 'access_denied' ? 'oidc_cancelled' : 'oidc_refused', { cause })
  const isAway =
    (cause instanceof TypeError && cause.message === 'fetch failed') ||
    (cause instanceof openid.ClientError && cause.code === 'OAUTH_TIMEOUT') ||
    isServerFault(cause)
  return new AppError(isAway ? 'oidc_unavailable' : 'oidc_refused', { cause })
}
