import type { Logger } from './deps.ts'

interface Repeated {
  name: string
  everyMs: number
  work: () => Promise<unknown>
  log: Logger
}

/** Does `work` at once and then again and again, never twice at a time. A failure is logged and the next round tries anew. */
export function repeat({ name, everyMs, work, log }: Repeated): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const round = async () => {
    try {
      await work()
    } catch (err) {
      log.error({ err, loop: name }, 'a repeated task failed')
    }
    if (!stopped) timer = setTimeout(begin, everyMs)
  }
  const begin = () => {
    running = round()
  }
  begin()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
