import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const retryEveryMs = 100
const attemptTimeoutMs = 2_000

export type Readiness =
  { isReady: true; afterMs: number } | { isReady: false; waitedMs: number; reason: string }

/** Knocks until somebody opens, or the time is over. */
export async function waitForPort(address: URL, timeoutMs: number): Promise<Readiness> {
  const startedAt = performance.now()
  const passedMs = () => Math.round(performance.now() - startedAt)
  while (passedMs() < timeoutMs) {
    if (await canConnect(address)) return { isReady: true, afterMs: passedMs() }
    await delay(retryEveryMs)
  }
  const reason = `Nothing listened on port ${address.port} within ${timeoutMs / 1_000} s of the start.`
  return { isReady: false, waitedMs: passedMs(), reason }
}

function canConnect(address: URL): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host: address.hostname, port: Number(address.port || 80) })
  socket.setTimeout(attemptTimeoutMs, () => resolve(false))
  socket.on('connect', () => resolve(true))
  socket.on('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
