/** The value of one cookie of a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return decodeURIComponent(part.slice(at + 1).trim())
  }
  return null
}

/** Over HTTPS the name carries `__Host-`: no subdomain and no plain-text answer can set it. */
export const candidateCookieName = (secure: boolean) => `${secure ? '__Host-' : ''}fairtime_candidate`

/** Its life is told in seconds: a date would end it at once, or never, on a computer whose clock is wrong. */
export function candidateCookie(options: { token: string; lifeMs: number; secure: boolean }): string {
  const name = candidateCookieName(options.secure)
  const attributes = [
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${Math.max(0, Math.floor(options.lifeMs / 1000))}`,
  ]
  if (options.secure) attributes.push('Secure')
  return `${name}=${options.token}; ${attributes.join('; ')}`
}
