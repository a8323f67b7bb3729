import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testSettings } from '../run/settings.ts'

/** What one can ask of the engine, by the line that a request begins with. */
const requestLines = {
  ping: /^\w+ \S*\/_ping/,
  images: /^GET \S*\/images\//,
  create: /^POST \S*\/containers\/create/,
  attach: /^POST \S*\/containers\/\w+\/attach/,
  start: /^POST \S*\/containers\/\w+\/start/,
  wait: /^POST \S*\/containers\/\w+\/wait/,
  remove: /^DELETE \S*\/containers\//,
} as const
export type EngineCall = keyof typeof requestLines
export const engineCalls = ['ping', 'images', 'create', 'attach', 'start', 'wait', 'remove'] as const

export interface SickEngine {
  dockerHost: string
  /** From now on these calls are taken and never answered. */
  swallow(call: EngineCall): void
  /** When the first such call came. */
  swallowedAtMs(): number | null
  /** Answers everything again, and what was held back too, as an engine that only hung does. */
  heal(): void
  stop(): Promise<void>
}

/** The real engine behind a socket that takes calls of one kind and says nothing. */
export async function startSickEngine(): Promise<SickEngine> {
  const { dockerHost } = testSettings()
  const folder = await mkdtemp(join(tmpdir(), 'fairtime-engine-'))
  const path = join(folder, 'docker.sock')
  const sockets = new Set<Socket>()
  let held: (() => void)[] = []
  let sick: EngineCall | null = null
  let firstAtMs: number | null = null
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
  }
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const engine = connect({ path: dockerHost.replace(/^unix:\/\//, ''), allowHalfOpen: true })
    for (const socket of [client, engine]) keep(socket)
    client.on('close', () => engine.destroy())
    engine.on('close', () => client.destroy()).pipe(client)
    const requests = new RequestReader()
    let letThrough = Promise.resolve()
    const pass = (bytes: Buffer) => {
      const lines = requests.take(bytes)
      if (sick !== null && lines.some((line) => sick !== null && requestLines[sick].test(line))) {
        firstAtMs ??= performance.now()
        letThrough = new Promise((resolve) => held.push(resolve))
      }
      void letThrough.then(() => engine.write(bytes))
    }
    client.on('data', pass).on('end', () => void letThrough.then(() => engine.end()))
  })
  server.listen(path)
  await once(server, 'listening')
  return {
    dockerHost: `unix://${path}`,
    swallow: (call) => {
      sick = call
      firstAtMs = null
    },
    swallowedAtMs: () => firstAtMs,
    heal: () => {
      sick = null
      for (const release of held.splice(0)) release()
    },
    async stop() {
      held = []
      for (const socket of sockets) socket.destroy()
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}

const headEnd = '\r\n\r\n'

/** Finds where requests begin in what a client sends over one connection. */
class RequestReader {
  #rest = Buffer.alloc(0)
  #bodyLeft = 0

  /** The first lines of the requests that began in these bytes. */
  take(bytes: Buffer): string[] {
    const lines: string[] = []
    this.#rest = Buffer.concat([this.#rest, bytes])
    while (this.#rest.length > 0) {
      const skipped = Math.min(this.#bodyLeft, this.#rest.length)
      this.#rest = this.#rest.subarray(skipped)
      this.#bodyLeft -= skipped
      const end = this.#rest.indexOf(headEnd)
      if (end < 0) break
      const head = this.#rest.subarray(0, end).toString('latin1')
      this.#rest = this.#rest.subarray(end + headEnd.length)
      lines.push(head.split('\r\n')[0] ?? '')
      const isEndless = /^(upgrade|transfer-encoding):/im.test(head)
      this.#bodyLeft = isEndless ? Infinity : Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
    }
    return lines
  }
}
