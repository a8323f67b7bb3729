import type { Deps } from '../../deps.ts'
import { inTransaction } from '../../db/transaction.ts'
import { AppError } from '../../http/app-error.ts'
import { readCookie } from '../../http/access/cookies.ts'
import { hashToken, newToken } from '../secret-token.ts'
import { requireOpenLink } from '../staff-links.ts'
import { insertFlow, type FlowPurpose } from './flow-store.ts'

const flowLifeSeconds = 600

interface Begin {
  purpose: FlowPurpose
  nextPath: string | null
  headers: Headers
  now: Date
}

/** Only paths of this site: `//elsewhere` and `/\elsewhere` would leave it, and a control character is dropped by browsers. */
export const isLocalPath = (path: string) => /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path)

/** The flow is bound to the browser that began it, so that nobody can be made to finish another's sign-in. */
export const flowCookieName = (publicUrl: string) =>
  `${publicUrl.startsWith('https:') ? '__Host-' : ''}fairtime_oidc`

/** Answers where the browser goes, and the cookie by which it is known when it comes back. */
export async function beginSignIn(deps: Deps, begin: Begin): Promise<{ url: string; cookie: string }> {
  const { oidc, publicUrl } = deps
  if (oidc === null) throw new AppError('oidc_off')
  const secrets = oidc.newSecrets()
  const url = await oidc.signInUrl(secrets)
  const name = flowCookieName(publicUrl)
  const known = readCookie(begin.headers.get('cookie') ?? undefined, name)
  // One browser may have several sign-ins under way, one a tab.
  const browser = known !== null && known.length > 40 ? known : newToken()
  await insertFlow(deps.db, {
    ...begin.purpose,
    stateHash: hashToken(secrets.state),
    browserHash: hashToken(browser),
    nonce: secrets.nonce,
    codeVerifier: secrets.codeVerifier,
    nextPath: begin.nextPath !== null && isLocalPath(begin.nextPath) ? begin.nextPath : null,
    now: begin.now,
    expiresAt: new Date(begin.now.getTime() + flowLifeSeconds * 1_000),
  })
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${flowLifeSeconds}`]
  if (publicUrl.startsWith('https:')) attributes.push('Secure')
  return { url, cookie: `${name}=${browser}; ${attributes.join('; ')}` }
}

/** A one-time link is looked at before, so that its fault is said here and not after the way to the provider. */
export async function beginOidcSignIn(
  deps: Deps,
  { token, next, ...begin }: Omit<Begin, 'purpose' | 'nextPath'> & { token?: string; next?: string },
): Promise<{ url: string; cookie: string }> {
  const nextPath = next ?? null
  if (token === undefined) return beginSignIn(deps, { ...begin, nextPath, purpose: { purpose: 'sign_in' } })
  const linkHash = hashToken(token)
  await inTransaction(deps.db, (tx) =>
    requireOpenLink(tx, { tokenHash: linkHash, purpose: 'sign_in', now: begin.now }),
  )
  return beginSignIn(deps, { ...begin, nextPath, purpose: { purpose: 'link', linkHash } })
}
