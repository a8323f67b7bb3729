import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Provider } from 'oidc-provider'
import type { OidcConfig } from '../../../server/staff/oidc/oidc-config.ts'
import { freePort } from './free-port.ts'
import type { Visitor } from './call.ts'

const client = { clientId: 'fairtime', clientSecret: 'a secret of the test client' }

export interface TestProvider {
  config: OidcConfig
  /** Installs itself for a server that listens by now: its client knows where answers go to. */
  openFor(publicUrl: string): void
  /** What accounts of this provider say of themselves from now on, by the name they sign in with. */
  says(account: string, claims: Record<string, unknown>): void
  /** Puts something else in its place for a while; null takes it away again. */
  interfere(handle: ((request: IncomingMessage, response: ServerResponse) => boolean) | null): void
  /** A token with its own signature, or by another key. */
  signToken(claims: Record<string, unknown>, by?: 'another key'): string
  stop(): Promise<void>
}

/** A real OpenID provider on a loopback address, with its own pages for signing in as whoever one likes. */
export async function openTestProvider(): Promise<TestProvider> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const said = new Map<string, Record<string, unknown>>()
  let handle: ((request: IncomingMessage, response: ServerResponse) => unknown) | null = null
  let interference: ((request: IncomingMessage, response: ServerResponse) => boolean) | null = null
  const http = createServer((request, response) => {
    if (interference?.(request, response) === true) return
    if (handle === null) response.writeHead(503).end()
    else handle(request, response)
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  const own = newKey()
  return {
    config: { issuer, ...client, label: 'Acme login' },
    openFor(publicUrl) {
      const provider = new Provider(issuer, {
        jwks: {
          keys: [{ ...own.privateKey.export({ format: 'jwk' }), kid: own.kid, alg: 'RS256', use: 'sig' }],
        },
        clients: [
          {
            client_id: client.clientId,
            client_secret: client.clientSecret,
            redirect_uris: [`${publicUrl}/api/sign-in/oidc/callback`],
          },
        ],
        claims: { openid: ['sub'], email: ['email', 'email_verified'] },
        conformIdTokenClaims: false,
        cookies: { keys: ['a key of the test'] },
        findAccount: (_context, id) => ({
          accountId: id,
          claims: () => ({ sub: id, ...said.get(id) }),
        }),
      })
      handle = provider.callback()
    },
    says: (account, claims) => void said.set(account, claims),
    interfere: (next) => void (interference = next),
    signToken: (claims, by) => signed(claims, { ...(by === undefined ? own : newKey()), kid: own.kid }),
    stop: () => {
      http.closeAllConnections()
      return new Promise((resolve) => http.close(() => resolve()))
    },
  }
}

const newKey = () => ({ ...generateKeyPairSync('rsa', { modulusLength: 2_048 }), kid: randomUUID() })

function signed(
  claims: Record<string, unknown>,
  { privateKey, kid }: Pick<ReturnType<typeof newKey>, 'privateKey' | 'kid'>,
): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', kid })}.${part(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
}

/** Signs in on the provider's own pages as a browser would; answers the address that it sends the browser back to. */
export async function signInAtProvider(url: string, account: string): Promise<URL> {
  const cookies = new Map<string, string>()
  const go = async (address: string, form?: Record<string, string>) => {
    const response = await fetch(address, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  let at = url
  for (let steps = 0; steps < 12; steps += 1) {
    const response = await go(at)
    const location = response.headers.get('location')
    if (location === null) {
      const html = await response.text()
      const action = /action="([^"]+)"/.exec(html)?.[1]
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1]
      if (action === undefined || prompt === undefined)
        throw new Error(`No form at ${at}: ${html.slice(0, 300)}`)
      const sent = await go(new URL(action, at).href, { prompt, login: account, password: 'any' })
      at = new URL(sent.headers.get('location') ?? '', at).href
    } else at = new URL(location, at).href
    const next = new URL(at)
    if (next.pathname === '/api/sign-in/oidc/callback') return next
  }
  throw new Error('The provider never came back')
}

/** Brings an answer of the provider to the server; answers where the person is sent. */
export async function comeBack(visitor: Visitor, answer: URL): Promise<string> {
  const response = await visitor.fetch(`${answer.pathname}${answer.search}`)
  return response.headers.get('location') ?? `status ${response.status}`
}
