import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'

const maxBodyBytes = 64 * 1024

/** Something is wrong with a request, and the sender should hear what. */
export class BadRequest extends Error {
  readonly status: number
  constructor(status: number, code: string) {
    super(code)
    this.status = status
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    size += chunk.length
    // What is over the limit is read but not kept: closing the line at once could lose the answer on its way.
    if (size <= maxBodyBytes) chunks.push(chunk)
  }
  if (size > maxBodyBytes) throw new BadRequest(413, 'too_large')
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new BadRequest(400, 'not_json')
  }
}

export type JsonAnswer = { status: number; body: unknown }

/** Posts JSON. Rejects when there is no whole answer, or when it is called off; a body that is no JSON is undefined. */
export function postJson(url: string, json: unknown, signal?: AbortSignal): Promise<JsonAnswer> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(json)
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const request = httpRequest(url, { method: 'POST', headers, ...(signal && { signal }) }, (response) => {
      readJson(response).then(
        (value) => resolve({ status: response.statusCode ?? 0, body: value }),
        (cause) => {
          if (cause instanceof BadRequest) resolve({ status: response.statusCode ?? 0, body: undefined })
          else reject(cause)
        },
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}
