import { discoverProvider } from '../../server/staff/oidc/oidc-client.ts'
import { good, type Part } from './part.ts'

interface OidcSettings {
  issuer: string | undefined
  clientId: string | undefined
  clientSecret: string | undefined
}

/** Whether the provider by which staff sign in answers, and calls itself as it was set. Null where none is set. */
export async function examineOidc({ issuer, clientId, clientSecret }: OidcSettings): Promise<Part | null> {
  if (!issuer) return null
  const title = 'Sign-in of staff'
  try {
    const config = { issuer, clientId: clientId ?? '', clientSecret: clientSecret ?? '', label: '' }
    const found = (await discoverProvider(config)).serverMetadata()
    if (found.jwks_uri === undefined) throw new Error('it names no keys (jwks_uri) to check its tokens by')
    return { title, lines: [good('OIDC_ISSUER', `${found.issuer} answers`)] }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    const remedy =
      'Set OIDC_ISSUER exactly as the provider writes it in its .well-known/openid-configuration, and let this host reach it. One-time links work meanwhile.'
    return { title, lines: [{ health: 'bad', name: 'OIDC_ISSUER', what: `${issuer}: ${what}`, remedy }] }
  }
}
