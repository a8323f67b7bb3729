import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { api, type Api, type RouteName } from '#contracts/api.ts'
import type { ClientToServer, ServerToClient } from '#contracts/events.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { callRoute } from './call-route.ts'
import type { SeededCandidate } from './seed-candidates.ts'

interface UserRequest {
  params?: Record<string, string>
  body?: unknown
}

/** One candidate's page, without the page: the same requests and the same socket. */
export class VirtualUser {
  readonly #url: string
  readonly #candidate: SeededCandidate
  readonly #clientId = randomUUID()
  #seq = 0
  #socket: Socket<ServerToClient, ClientToServer> | null = null
  #file = ''
  #text = ''
  lastAcknowledged = 0

  constructor(url: string, candidate: SeededCandidate) {
    this.#url = url
    this.#candidate = candidate
  }

  get attemptId(): string {
    if (this.#candidate.attemptId === null) throw new Error('This candidate has not started.')
    return this.#candidate.attemptId
  }

  /** What a page does before somebody can type. */
  async open(): Promise<void> {
    const params = { attemptId: this.attemptId }
    const [{ exercise }, { files }] = await Promise.all([
      this.call('getAttempt', { params }),
      this.call('getWorkspace', { params }),
    ])
    this.#file = exercise.entryFile
    this.#text = files.find(({ path }) => path === exercise.entryFile)?.content ?? ''
  }

  async connect(): Promise<void> {
    const socket: Socket<ServerToClient, ClientToServer> = io(this.#url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie: this.#candidate.cookie, origin: this.#url },
    })
    this.#socket = socket
    const answer = await socket.timeout(60_000).emitWithAck('watch-attempt', { attemptId: this.attemptId })
    if (!answer.ok) throw new Error(`The socket was refused: ${answer.message}`)
  }

  /** The line of its page, for whoever listens to what is announced. Throws before `connect`. */
  socket(): Socket<ServerToClient, ClientToServer> {
    if (this.#socket === null) throw new Error('This candidate has no page open.')
    return this.#socket
  }

  isConnected(): boolean {
    return this.#socket?.connected === true
  }

  leave(): void {
    this.#socket?.disconnect()
  }

  /** Types a line and saves it as the page does. Answers how long the acknowledgement took, in milliseconds. */
  async save(): Promise<number> {
    this.#seq += 1
    this.#text += `\n// ${this.#seq} ${randomUUID()}`
    const body = {
      clientId: this.#clientId,
      seq: this.#seq,
      changes: [{ kind: 'write', path: this.#file, content: this.#text }],
      baseRevision: this.lastAcknowledged,
    }
    const sentAt = performance.now()
    const saved = await this.call('saveWorkspace', { params: { attemptId: this.attemptId }, body })
    this.lastAcknowledged = saved.revision
    return performance.now() - sentAt
  }

  /** Saves these files in place of all that are there. */
  async replaceFiles(wanted: Readonly<Record<string, string>>): Promise<void> {
    const params = { attemptId: this.attemptId }
    const { files } = await this.call('getWorkspace', { params })
    const changes = [
      ...files.map(({ path }) => ({ kind: 'delete', path })),
      ...Object.entries(wanted).map(([path, content]) => ({ kind: 'write', path, content })),
    ]
    this.#seq += 1
    await this.call('saveWorkspace', { params, body: { clientId: this.#clientId, seq: this.#seq, changes } })
  }

  /** Presses start and reads the details. Answers the milliseconds until they are there. */
  async start(): Promise<number> {
    const clickedAt = performance.now()
    const { attemptId } = await this.call('startAttempt', {
      params: { invitationId: this.#candidate.invitationId },
      body: {},
    })
    this.#candidate.attemptId = attemptId
    await this.open()
    return performance.now() - clickedAt
  }

  /** For requests that may be refused. */
  send(route: RouteName, request: UserRequest): Promise<Response> {
    return callRoute(this.#url, this.#candidate.cookie, { route: api[route], ...request })
  }

  async call<N extends RouteName>(route: N, request: UserRequest): Promise<ResponseOf<Api[N]>> {
    const answer = await this.send(route, request)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${text.slice(0, 300)}`)
    const body: ResponseOf<Api[N]> = JSON.parse(text)
    return body
  }
}
