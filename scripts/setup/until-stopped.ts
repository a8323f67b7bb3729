import { say } from './log.ts'

/** Ctrl-C in a terminal reaches us once directly and once through npm; that is one wish, not two. */
const sameSignalMs = 1_500

export interface Interruption {
  /** Settles at the first signal. */
  asked: Promise<void>
  /** Settles when somebody asks again, and means it. */
  forced: Promise<void>
}

/** From here on signals no longer end this process; whoever waits for them does. */
export function catchInterruptions(): Interruption {
  const asked = Promise.withResolvers<void>()
  const forced = Promise.withResolvers<void>()
  let firstAt: number | null = null
  const take = () => {
    if (firstAt === null) {
      firstAt = performance.now()
      asked.resolve()
    } else if (performance.now() - firstAt > sameSignalMs) {
      say('stopping at once')
      forced.resolve()
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, take)
  return { asked: asked.promise, forced: forced.promise }
}
