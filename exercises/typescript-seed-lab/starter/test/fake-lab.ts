import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { startService } from '../src/service.ts'

export type Order = { sample: string; reference: string; callbackUrl: string }
type LabAnswer = { status: number; body: unknown }

/** Starts a lab that answers orders as told, and your service in front of it. Both end with the test. */
export async function startDesk(t: TestContext, answer: (order: Order) => LabAnswer | Promise<LabAnswer>) {
  const lab = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const { status, body } = await answer(JSON.parse(text))
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => lab.listen(0, '127.0.0.1', resolve))
  const { port } = lab.address() as AddressInfo
  const service = await startService({ port: 0, labUrl: `http://127.0.0.1:${port}` })
  t.after(async () => {
    lab.close()
    lab.closeAllConnections()
    await service.close()
  })
  return service
}

/** One request with a JSON body; `body` in the answer is undefined if there was none. */
export function send(method: string, url: string, json?: unknown): Promise<{ status: number; body: any }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, agent: false }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) })
    })
    request.on('error', reject)
    request.end(json === undefined ? undefined : JSON.stringify(json))
  })
}

/** Asks for the batch until it is done. */
export async function untilDone(serviceUrl: string, id: string): Promise<any> {
  for (let tries = 0; tries < 250; tries += 1) {
    const { body } = await send('GET', `${serviceUrl}/batches/${id}`)
    if (body?.state === 'done') return body
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`batch ${id} was not done after 5 s`)
}
