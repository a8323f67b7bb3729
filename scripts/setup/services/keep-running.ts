import type { Started } from './processes.ts'
import { say } from '../log.ts'

const lookEveryMs = 3_000

export interface KeptPart {
  name: string
  part: Started
  /** Starting is safe to repeat: it finds the data and the address that were used before. */
  startAgain: () => Promise<unknown>
}

/** Looks after services of our own, one after the other: one that died is started again, on the same data. */
export function keepRunning(parts: readonly KeptPart[]): Started {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    for (const { name, part, startAgain } of parts) {
      if (isStopped || (part.isRunning?.() ?? true)) continue
      say(`${name} ended; starting it again`)
      await startAgain().catch((error: unknown) =>
        say(error instanceof Error ? error.message : String(error)),
      )
    }
  }
  let looking = Promise.resolve()
  const loop = () => {
    looking = look().finally(() => {
      if (!isStopped) timer = setTimeout(loop, lookEveryMs)
    })
  }
  timer = setTimeout(loop, lookEveryMs)
  const stop = async () => {
    isStopped = true
    clearTimeout(timer)
    await looking
  }
  return { stop }
}
