import type { RequestHandler } from 'express'
import type { Logger } from '../deps.ts'

interface ForwardedWatch {
  log: Logger
  /** Notes for `fairtime doctor` that a proxy's header came although none is trusted. */
  note: () => Promise<void>
}

/**
 * Says once that a proxy stands before this server and is not trusted: every visitor then has the proxy's address, and shares its
 * limits with everybody.
 */
export function watchForwarded(trustProxyHops: number, watch: ForwardedWatch): RequestHandler {
  let isTold = trustProxyHops > 0
  return (request, _response, next) => {
    if (!isTold && request.headers['x-forwarded-for'] !== undefined) {
      isTold = true
      watch.log.warn(
        'a request came with X-Forwarded-For, and TRUST_PROXY_HOPS is 0: all visitors count as one address. Set it to the number of proxies before this server',
      )
      watch.note().catch((err: unknown) => watch.log.warn({ err }, 'X-Forwarded-For could not be noted'))
    }
    next()
  }
}
