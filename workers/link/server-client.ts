import { setTimeout as delay } from 'node:timers/promises'
import type { z } from 'zod'
import { workerApi, type PrewarmHint } from '#contracts/api/worker.ts'
import type { Language } from '#contracts/languages.ts'
import type { Tool } from '#contracts/tools.ts'
import type { ResponseOf } from '#contracts/route.ts'

type Claim = ResponseOf<typeof workerApi.claimRun>

export interface ServerClient {
  /** Keeps asking until the server answers; a run that it does not know is `gone`. */
  claim: (runId: string, signal: AbortSignal) => Promise<Claim>
  /** False only when the server says that the claim was fenced off; an unreachable server is no reason to stop. */
  mayGoOn: (runId: string, claimNo: number) => Promise<boolean>
  /** Empty when the server cannot be reached: the next time will do. */
  prewarmHints: () => Promise<PrewarmHint[]>
  /** False when the server could not be reached. */
  reportTools: (language: Language, tools: Tool[]) => Promise<boolean>
}

interface ClientDeps {
  serverUrl: string
  workerToken: string
  workerId: string
  onTrouble: (problem: string) => void
}

const callTimeoutMs = 10_000
const firstBackoffMs = 250
const longestBackoffMs = 5_000

export function openServerClient(deps: ClientDeps): ServerClient {
  return {
    claim: async (runId, signal) => {
      for (let backoffMs = firstBackoffMs; ; backoffMs = Math.min(backoffMs * 2, longestBackoffMs)) {
        const answer = await call(deps, {
          route: workerApi.claimRun,
          runId,
          body: { workerId: deps.workerId },
        })
        if (answer.kind === 'answered') return answer.value
        if (answer.kind === 'unknown') return { status: 'gone' }
        deps.onTrouble(answer.problem)
        await delay(backoffMs, undefined, { signal })
      }
    },
    mayGoOn: async (runId, claimNo) => {
      const answer = await call(deps, { route: workerApi.heartbeatRun, runId, body: { claimNo } })
      if (answer.kind === 'answered') return answer.value.goOn
      if (answer.kind === 'failed') deps.onTrouble(answer.problem)
      return answer.kind === 'failed'
    },
    prewarmHints: async () => {
      const answer = await call(deps, { route: workerApi.listPrewarmHints })
      return answer.kind === 'answered' ? answer.value.boxes : []
    },
    reportTools: async (language, tools) => {
      const answer = await call(deps, { route: workerApi.reportTools, body: { language, tools } })
      return answer.kind === 'answered'
    },
  }
}

interface WorkerRoute<R extends z.ZodType> {
  method: 'GET' | 'POST'
  path: string
  response: R
}

type Answer<T> = { kind: 'answered'; value: T } | { kind: 'unknown' } | { kind: 'failed'; problem: string }

async function call<R extends z.ZodType>(
  deps: ClientDeps,
  request: { route: WorkerRoute<R>; runId?: string; body?: unknown },
): Promise<Answer<z.output<R>>> {
  const url = deps.serverUrl + request.route.path.replace(':runId', encodeURIComponent(request.runId ?? ''))
  try {
    const response = await fetch(url, {
      method: request.route.method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${deps.workerToken}` },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal: AbortSignal.timeout(callTimeoutMs),
    })
    if (response.status === 404) return { kind: 'unknown' }
    if (!response.ok) return { kind: 'failed', problem: `${url} answered ${response.status}` }
    return { kind: 'answered', value: request.route.response.parse(await response.json()) }
  } catch (cause) {
    return { kind: 'failed', problem: `${url}: ${cause instanceof Error ? cause.message : String(cause)}` }
  }
}
