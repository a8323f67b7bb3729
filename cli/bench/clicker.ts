import type { ServerToClient } from '#contracts/events.ts'
import type { RunningServer } from '../../server/start-server.ts'
import { seedCandidates } from './seed-candidates.ts'
import { VirtualUser } from './virtual-user.ts'
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

/** A virtual user with an open page who clicks Run: over HTTP, and hears of its end over the socket, as the page does. */
export class Clicker {
  readonly #user: VirtualUser

  private constructor(user: VirtualUser) {
    this.#user = user
  }

  static async start({ deps }: RunningServer, workload: Workload): Promise<Clicker> {
    const now = await deps.clock.now()
    const exerciseId = benchExercises[workload.language]
    const [candidate] = await seedCandidates(deps.db, { count: 1, startedAt: now, now, exerciseId })
    if (candidate === undefined) throw new Error('No candidate was made.')
    const user = new VirtualUser(deps.publicUrl, candidate)
    await user.replaceFiles(workload.files)
    await user.connect()
    return new Clicker(user)
  }

  /** Only clicks. A click that was refused answers with its status. */
  async tap(): Promise<number> {
    const answer = await this.#user.send('createRun', { params: { attemptId: this.#user.attemptId } })
    await answer.arrayBuffer()
    return answer.status
  }

  async click(): Promise<Click> {
    const socket = this.#user.socket()
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
      runId = (await this.#user.call('createRun', { params: { attemptId: this.#user.attemptId } })).runId
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
    const { result } = await this.#user.call('getRun', { params: { attemptId: this.#user.attemptId, runId } })
    if (result?.verdict !== 'passed')
      throw new Error(`The run did not pass: ${result?.cause}\n${result?.output}`)
    return result.durationMs
  }

  leave(): void {
    this.#user.leave()
  }
}
