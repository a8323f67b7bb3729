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
  return origin === new URL(publicUrl).origin || isOwnHost(origin, headers.host)
}

/** The page was served by the very address it now talks to (a forwarded port, an address in the local network). */
function isOwnHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
