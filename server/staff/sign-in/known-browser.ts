import { createHmac, timingSafeEqual } from 'node:crypto'
import { readCookie } from '../../http/access/cookies.ts'

const lifeSeconds = 180 * 24 * 3_600

/** Tells apart a browser that has signed in to an account before. It opens nothing: it only has a queue of its own. */
export interface KnownBrowser {
  isKnown(headers: Headers, account: string): boolean
  cookieFor(account: string): string
}

export function createKnownBrowser(options: { secret: string; secure: boolean }): KnownBrowser {
  const name = `${options.secure ? '__Host-' : ''}fairtime_known`
  const markOf = (account: string) =>
    createHmac('sha256', options.secret).update(`known browser of ${account}`).digest('base64url')
  return {
    isKnown(headers, account) {
      const found = Buffer.from(readCookie(headers.get('cookie') ?? undefined, name) ?? '')
      const expected = Buffer.from(markOf(account))
      return found.length === expected.length && timingSafeEqual(found, expected)
    },
    cookieFor(account) {
      const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${lifeSeconds}`]
      if (options.secure) attributes.push('Secure')
      return `${name}=${markOf(account)}; ${attributes.join('; ')}`
    },
  }
}
