import { basename, join } from 'node:path'
import express, { Router } from 'express'
import { AppError } from './app-error.ts'

/**
 * gofmt runs as WebAssembly. The pages' own policy forbids that; a worker is under the policy that comes with its own file, so this
 * one file alone carries leave to do it. It is no page: there is nothing in it that text could be put into.
 */
const formatterFile = /^gofmt\.worker-[\w-]+\.js$/
const formatterPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

/** The built pages. Hashed assets may be kept for ever; every other address is a page of the client's router. */
export function clientFiles(clientDir: string): Router {
  const router = Router()
  router.use(
    '/assets',
    express.static(join(clientDir, 'assets'), {
      immutable: true,
      maxAge: '365d',
      setHeaders(response, path) {
        if (formatterFile.test(basename(path))) response.setHeader('Content-Security-Policy', formatterPolicy)
      },
    }),
  )
  router.use('/assets', () => {
    throw new AppError('not_found')
  })
  router.use(express.static(clientDir, { index: false, maxAge: '1h' }))
  router.get(/^\/(?!api\/|socket\.io\/)/, (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: clientDir })
  })
  return router
}
