import { z } from 'zod'

/** Whatever the provider says is trusted, so it is not asked in plain text over a network. */
function isSafeIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false
  const { protocol, hostname } = new URL(issuer)
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  )
}

/** An OpenID provider by which staff sign in. */
export interface OidcConfig {
  issuer: string
  clientId: string
  clientSecret: string
  label: string
}

/** Settings of the sign-in by a provider, as a part of the server's environment. */
export const oidcEnvironment = {
  OIDC_ISSUER: z
    .url()
    .refine(isSafeIssuer, 'must start with https://, or be an address of this machine')
    .optional()
    .describe(
      'Issuer of an OpenID provider by which staff sign in, such as https://login.example.org. Its client needs the redirect address PUBLIC_URL/api/sign-in/oidc/callback.',
    ),
  OIDC_CLIENT_ID: z
    .string()
    .min(1)
    .optional()
    .describe('Client that the provider knows this installation by.'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('Secret of that client.'),
  OIDC_LABEL: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .default('single sign-on')
    .describe('What the sign-in button names the provider: "Sign in with …".'),
  PASSWORD_SIGN_IN: z
    .enum(['0', '1'])
    .transform((value) => value === '1')
    .default(true)
    .describe(
      '0 lets staff in through the OpenID provider alone; one-time links of an admin still work, for the first time and for emergencies.',
    ),
}

type Environment = z.output<z.ZodObject<typeof oidcEnvironment>>

/** Half a provider would be found out by the first person who signs in, so it stops the start instead. */
export function oidcConfig(value: Environment): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = value
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined)
    return { issuer, clientId, clientSecret, label: value.OIDC_LABEL }
  if (issuer !== undefined || clientId !== undefined || clientSecret !== undefined)
    throw new Error(
      "The server's settings are wrong:\nOIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none.",
    )
  if (!value.PASSWORD_SIGN_IN)
    throw new Error(
      "The server's settings are wrong:\nPASSWORD_SIGN_IN=0 needs another way in: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.",
    )
  return null
}
