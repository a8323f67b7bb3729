import { Router } from 'express'
import { ping } from '../db/ping.ts'
import type { Deps } from '../deps.ts'
import { isWorker } from './access/authorise.ts'

/** `/livez`: the process answers. `/readyz`: it can do its work. `/metrics`: for whoever holds the worker token, or from this host. */
export function healthRouter(deps: Pick<Deps, 'db' | 'metrics' | 'config' | 'log' | 'jobs'>): Router {
  const router = Router()
  router.get('/livez', (_request, response) => void response.json({ status: 'alive' }))
  router.get('/readyz', async (_request, response) => {
    const database = await ping(deps.db).then(
      () => true,
      () => false,
    )
    const worker = await deps.jobs.workerOnline()
    // A missing worker does not make the server unready: runs wait and nothing is lost.
    response.status(database ? 200 : 503).json({ status: database ? 'ready' : 'not ready', database, worker })
  })
  router.get('/metrics', async (request, response) => {
    // What a proxy on this host passes on comes from this address too, but it says so.
    const forwarded =
      request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
    const local = !forwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip ?? '')
    if (!local && !isWorker(request.headers.authorization, deps.config.workerToken)) {
      response.status(404).end()
      return
    }
    response.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics())
  })
  return router
}
