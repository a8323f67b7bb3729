import { join } from 'node:path'
import express, { Router } from 'express'

/** The built pages. Hashed assets may be kept for ever; every other address is a page of the client's router. */
export function clientFiles(clientDir: string): Router {
  const router = Router()
  router.use(
    '/assets',
    express.static(join(clientDir, 'assets'), { immutable: true, maxAge: '365d', fallthrough: false }),
  )
  router.use(express.static(clientDir, { index: false, maxAge: '1h' }))
  router.get(/^\/(?!api\/|socket\.io\/)/, (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: clientDir })
  })
  return router
}
