import { setTimeout as delay } from 'node:timers/promises'
import type { EvidenceCard } from '#contracts/evidence.ts'
import { createCandidate } from './candidate.ts'
import type { Check, CheckContext } from './check.ts'
import { expect, ExpectationFailed } from './expect.ts'
import { plainText } from './plain-text.ts'
import { createRandom } from './random.ts'
import { replies } from './replies.ts'
import { createTimeline } from './timeline.ts'
import type { UpstreamServer } from './upstream.ts'

const defaultCapMs = 5_000

export type CheckDeps = {
  server: UpstreamServer
  candidateUrl: URL
  seed: string
  log: (line: string) => void
}

/** Runs one check on a fresh stage. Whatever happens inside becomes a card; nothing is thrown. */
export async function runCheck(deps: CheckDeps, check: Check): Promise<EvidenceCard> {
  const timeline = createTimeline()
  const curtain = new AbortController()
  const context: CheckContext = {
    upstream: deps.server.openStage(timeline, curtain.signal),
    candidate: createCandidate(deps.candidateUrl, timeline, curtain.signal),
    reply: replies,
    expect,
    // Each check has its own stream of numbers, so that adding one does not change the inputs of the others.
    random: createRandom(`${deps.seed}/${check.id}`),
    letPass: (durationMs) => delay(durationMs, undefined, { signal: curtain.signal }),
  }
  const outcome = await outcomeOf(deps, check, context)
  const durationMs = Math.round(timeline.nowMs())
  const entries = timeline.entries()
  curtain.abort()
  return {
    checkId: check.id,
    title: check.title,
    expected: check.expected,
    seen: plainText(outcome.seen, 2_000) || 'nothing',
    passed: outcome.passed,
    durationMs,
    timeline: entries,
  }
}

async function outcomeOf(deps: CheckDeps, check: Check, context: CheckContext) {
  const capMs = check.capMs ?? defaultCapMs
  const { promise: capReached, resolve } = Promise.withResolvers<{ passed: boolean; seen: string }>()
  const timer = setTimeout(() => resolve({ passed: false, seen: sayCap(check, capMs) }), capMs)
  const ran = runSafely(check, context).then(
    (seen) => ({ passed: true, seen }),
    (cause: unknown) => ({ passed: false, seen: explain(deps, check, cause) }),
  )
  const outcome = await Promise.race([ran, capReached])
  clearTimeout(timer)
  return outcome
}

/** Checks of versions that were stored before reasons were asked for give none. */
function sayCap(check: Check, capMs: number): string {
  const reason = check.capMs !== undefined && check.capReason ? ` ${check.capReason}` : ''
  return `Not done after ${capMs / 1_000} s, which is this check's limit.${reason}`
}

/** Async, so that a check that throws at once is treated like one that rejects. */
async function runSafely(check: Check, context: CheckContext): Promise<string> {
  return check.run(context)
}

function explain(deps: CheckDeps, check: Check, cause: unknown): string {
  if (cause instanceof ExpectationFailed) return cause.message
  deps.log(`check ${check.id} threw: ${cause instanceof Error ? cause.stack : String(cause)}`)
  return `The check itself broke on what it saw (${cause instanceof Error ? cause.message : String(cause)}).`
}
