import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a browser sent this from our own pages. Programs send neither header and carry no cookies of a victim,
 * so they pass; a browser always sends at least one of the two with a request that changes something.
 */
export function comesFromOurPages(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = headers
  if (origin === undefined) return true
  return origin === new URL(publicUrl).origin || isForwardedHere(origin, headers.host, publicUrl)
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * An installation that is reached by a name of this machine alone may be reached by another of them, or by a forwarded port. No
 * other host passes: a stranger's name that is made to lead here has equal `Origin` and `Host` too.
 */
function isForwardedHere(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin) || !loopback.has(new URL(publicUrl).hostname)) return false
  const { hostname, host: originHost } = new URL(origin)
  return loopback.has(hostname) && originHost === host
}
