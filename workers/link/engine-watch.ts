import { withTimeout } from '#platform/with-timeout.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

const askEveryMs = 5_000
const logEveryMs = 30_000
const stopWithinMs = 1_000

interface EngineWatchDeps {
  sandbox: Pick<Sandbox, 'isReachable'>
  /** Called once for every time the engine comes (back); work may start when it has settled. Off is when it came too late. */
  onUp: (off: AbortSignal) => Promise<void>
  onDown: () => void
  /** Logged at once and then every 30 s, for as long as the engine is away. */
  logDown: (reason: string) => void
}

export interface EngineWatch {
  isUp: () => boolean
  /** The engine answers, and yet does not do its work: it counts as away until it has been made ready again. */
  doubt: (reason: string) => void
  /** Calls off what is under way, and waits a moment for it. */
  stop: () => Promise<void>
}

/** Looks after the engine for as long as the worker lives: without it jobs wait in their queues. */
export function watchEngine(deps: EngineWatchDeps): EngineWatch {
  let isUp = false
  const off = new AbortController()
  let loggedAtMs = -Infinity
  let timer: NodeJS.Timeout | undefined
  const goDown = (reason: string) => {
    if (off.signal.aborted) return
    if (isUp) deps.onDown()
    isUp = false
    if (performance.now() - loggedAtMs < logEveryMs) return
    loggedAtMs = performance.now()
    deps.logDown(reason)
  }
  const look = async () => {
    try {
      if (!(await deps.sandbox.isReachable())) return goDown('the Docker engine does not answer')
      if (isUp) return
      await deps.onUp(off.signal)
      isUp = !off.signal.aborted
      loggedAtMs = -Infinity
    } catch (error) {
      goDown(error instanceof Error ? error.message : String(error))
    }
  }
  let looking = Promise.resolve()
  const loop = () => {
    looking = look().finally(() => {
      if (!off.signal.aborted) timer = setTimeout(loop, askEveryMs)
    })
  }
  loop()
  const stop = async () => {
    off.abort()
    clearTimeout(timer)
    await withTimeout(stopWithinMs, looking)
  }
  return { isUp: () => isUp, doubt: goDown, stop }
}
