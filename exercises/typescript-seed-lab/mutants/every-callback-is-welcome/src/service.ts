import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBench } from './bench.ts'
import { Desk } from './desk.ts'
import { BadRequest, postJson, readJson, sendJson } from './json-http.ts'
import { createLab } from './lab.ts'
import { parseBatch, parseLabResult } from './messages.ts'

export type ServiceOptions = { port: number; labUrl: string }
export type RunningService = { url: string; close: () => Promise<void> }

const places = 4
const timeLimitMs = 3_000
const notifyTimeoutMs = 3_000

/** Starts the desk. The visible tests call this too: keep its signature, and do as you like with everything else. */
export async function startService({ port, labUrl }: ServiceOptions): Promise<RunningService> {
  const server = createServer((request, response) => {
    route(desk, request, response).catch((cause: unknown) => refuse(response, cause))
  })
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const desk = new Desk({
    bench: createBench(places),
    askLab: createLab(labUrl),
    callbackUrl: () => `${url()}/lab-results`,
    timeLimitMs,
    notify: (notifyUrl, report) => postJson(notifyUrl, report, AbortSignal.timeout(notifyTimeoutMs)),
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: url(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function route(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/'] = (request.url ?? '/').split('?')
  const batchId = /^\/batches\/([^/]+)$/.exec(path)?.[1]
  if (request.method === 'POST' && path === '/batches') {
    const id = desk.handIn(parseBatch(await readJson(request)), keyOf(request))
    return sendJson(response, 202, { id }, { location: `/batches/${id}` })
  }
  if (request.method === 'GET' && batchId !== undefined) {
    const report = desk.report(batchId)
    if (report === undefined) throw new BadRequest(404, 'unknown_batch')
    return sendJson(response, 200, report)
  }
  if (request.method === 'POST' && path === '/lab-results') {
    desk.receive(parseLabResult(await readJson(request)))
    response.writeHead(204).end()
    return
  }
  throw new BadRequest(404, 'unknown_path')
}

function keyOf(request: IncomingMessage): string | undefined {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' && key !== '' ? key : undefined
}

function refuse(response: ServerResponse, cause: unknown): void {
  if (cause instanceof BadRequest) return sendJson(response, cause.status, { error: cause.message })
  console.error(cause)
  if (response.headersSent) response.destroy()
  else sendJson(response, 500, { error: 'internal' })
}
