import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Visitor } from './call.ts'

/** A request of which the headers and a first piece of the body leave at once, and the rest when `finish` is called. */
export async function beginRequest(
  visitor: Visitor,
  call: { method: string; path: string; body: unknown },
): Promise<{ finish: () => Promise<{ status: number; body: string }> }> {
  const body = Buffer.from(JSON.stringify(call.body))
  const sending = request(`${visitor.url}${call.path}`, {
    method: call.method,
    headers: {
      'content-type': 'application/json',
      'content-length': body.length,
      cookie: visitor.cookieHeader,
    },
  })
  // Somebody who is cut off has no use for the rest.
  sending.on('error', () => undefined)
  const answered = once(sending, 'response').then(async ([response]) => ({
    status: Number(response.statusCode),
    body: await text(response),
  }))
  await new Promise((resolve) => sending.write(body.subarray(0, 1), resolve))
  // What came before is looked at once something that came later has been answered.
  await visitor.fetch('/livez')
  await visitor.must('getMe')
  return {
    finish: () => {
      sending.end(body.subarray(1))
      return answered
    },
  }
}
