import express, { Router } from 'express'
import swaggerUi from 'swagger-ui-dist'
import { describeApi } from './openapi.ts'

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Fairtime API</title>
    <link rel="stylesheet" href="/api/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/api/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`
const start = `window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true })\n`

/** The API's description and a page to read it, all from our own origin. */
export function docsRouter(publicUrl: string): Router {
  const router = Router()
  const description = describeApi(publicUrl)
  router.get('/api/openapi.json', (_request, response) => void response.json(description))
  router.get('/api/docs', (_request, response) => void response.type('html').send(page))
  router.get('/api/docs/start.js', (_request, response) => void response.type('js').send(start))
  router.use(
    '/api/docs/assets',
    express.static(swaggerUi.getAbsoluteFSPath(), { index: false, maxAge: '1h' }),
  )
  return router
}
