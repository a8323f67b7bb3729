import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { api, type Api, type RouteName } from '#contracts/api.ts'
import type { ClientToServer, ServerToClient } from '#contracts/events.ts'
import type { ResponseOf } from '#contracts/route.ts'
import type { RunningServer } from '../../server/start-server.ts'
import { callRoute } from './call-route.ts'
import { benchExercises, type Workload } from './workloads.ts'

export interface Click {
  /** From the click until the page has the verdict. */
  verdictMs: number
  /** From the click until the first line of output is on the page. */
  firstLineMs: number | null
  /** From the click until a box works on it. */
  startMs: number | null
  /** What of it was spent in the box, by the worker's own watch. */
  boxMs: number
}

/** One candidate with an open page: clicks over HTTP, hears of its end over the socket, as the page does. */
export class BenchCandidate {
  readonly #url: string
  readonly #cookie: string
  #attemptId = ''
  #socket: Socket<ServerToClient, ClientToServer> | null = null

  private constructor(url: string, cookie: string) {
    this.#url = url
    this.#cookie = cookie
  }

  static async start(server: RunningServer, workload: Workload): Promise<BenchCandidate> {
    const { deps } = server
    const exerciseId = benchExercises[workload.language]
    const recruiter = await cookieOfRecruiter(server)
    const position = await deps.db
      .insertInto('positions')
      .values({
        title: `Bench ${randomUUID()}`,
        summary: 'For a measurement',
        exercise_ids: [exerciseId],
        focus_attributes: JSON.stringify([]),
        created_at: await deps.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { link } = await new BenchCandidate(deps.publicUrl, recruiter).call('createInvitation', {
      body: {
        positionId: position.id,
        exerciseId,
        candidateName: 'Bench Candidate',
        candidateEmail: `${randomUUID()}@candidate.example`,
      },
    })
    const exchanged = await callRoute(deps.publicUrl, '', {
      route: api.exchangeInvitationLink,
      body: { token: new URL(link).hash.slice(1) },
    })
    const cookie = exchanged.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const candidate = new BenchCandidate(deps.publicUrl, cookie)
    const { invitationId } = api.exchangeInvitationLink.response.parse(await exchanged.json())
    await candidate.#begin(invitationId, workload)
    return candidate
  }

  async #begin(invitationId: string, workload: Workload): Promise<void> {
    const { attemptId } = await this.call('startAttempt', { params: { invitationId }, body: {} })
    this.#attemptId = attemptId
    const params = { attemptId }
    const { files } = await this.call('getWorkspace', { params })
    const changes = [
      ...files.map(({ path }) => ({ kind: 'delete', path })),
      ...Object.entries(workload.files).map(([path, content]) => ({ kind: 'write', path, content })),
    ]
    await this.call('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
    this.#socket = io(this.#url, {
      transports: ['websocket'],
      extraHeaders: { cookie: this.#cookie },
    })
    await this.#socket.timeout(5_000).emitWithAck('watch-attempt', params)
  }

  /** Only clicks. A click that was refused answers with its status. */
  async tap(): Promise<number> {
    const answer = await callRoute(this.#url, this.#cookie, {
      route: api.createRun,
      params: { attemptId: this.#attemptId },
    })
    await answer.arrayBuffer()
    return answer.status
  }

  async click(): Promise<Click> {
    const socket = this.#socket
    if (socket === null) throw new Error('This candidate has no page open.')
    const clickedAt = performance.now()
    const since = () => performance.now() - clickedAt
    let firstLineMs: number | null = null
    let startMs: number | null = null
    let runId: string | null = null
    const ended = new Map<string, number>()
    const finished = Promise.withResolvers<void>()
    const onChange: ServerToClient['run-changed'] = (event) => {
      if (event.verdict === null) return
      ended.set(event.runId, since())
      if (event.runId === runId) finished.resolve()
    }
    socket.on('run-changed', onChange)
    socket.on('run-live', (event) => {
      startMs ??= since()
      if (event.kind === 'output') firstLineMs ??= since()
    })
    try {
      runId = (await this.call('createRun', { params: { attemptId: this.#attemptId } })).runId
      if (ended.has(runId)) finished.resolve()
      await finished.promise
      const verdictMs = ended.get(runId) ?? Number.NaN
      return { verdictMs, firstLineMs, startMs, boxMs: await this.#boxMs(runId) }
    } finally {
      socket.off('run-changed')
      socket.off('run-live')
    }
  }

  /** Only a run that passed is a measurement. */
  async #boxMs(runId: string): Promise<number> {
    const { result } = await this.call('getRun', { params: { attemptId: this.#attemptId, runId } })
    if (result?.verdict !== 'passed')
      throw new Error(`The run did not pass: ${result?.cause}\n${result?.output}`)
    return result.durationMs
  }

  leave(): void {
    this.#socket?.disconnect()
  }

  async call<N extends RouteName>(
    route: N,
    request: { params?: Record<string, string>; body?: unknown },
  ): Promise<ResponseOf<Api[N]>> {
    const answer = await callRoute(this.#url, this.#cookie, { route: api[route], ...request })
    const body: ResponseOf<Api[N]> = JSON.parse(await answer.text())
    if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(body)}`)
    return body
  }
}

async function cookieOfRecruiter({ deps }: RunningServer): Promise<string> {
  const email = `${randomUUID()}@staff.example`
  const id = await deps.auth.createMember({ name: 'Bench Recruiter', email, roles: ['recruiter'] })
  const lines = await deps.auth.startSession(id)
  return lines.map((line) => line.split(';')[0]).join('; ')
}
