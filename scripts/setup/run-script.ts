import { MissingRequirements } from './requirements.ts'
import { catchInterruptions, type Interruption } from './until-stopped.ts'

type Stop = (force?: boolean) => Promise<void>

export interface Script {
  interruption: Interruption
  /** Registers what must be undone before the process ends; undone in reverse order. */
  onEnd: (stop: Stop) => void
}

/** Runs one of our commands: whatever it started is stopped on every way out, and failures are told in words. */
export async function runScript(work: (script: Script) => Promise<number>): Promise<never> {
  const interruption = catchInterruptions()
  const stops: Stop[] = []
  const stopAll = async (force: boolean) => {
    for (const stop of stops.toReversed()) await stop(force).catch(complain)
  }
  const working = work({ interruption, onEnd: (stop) => stops.push(stop) }).catch((error: unknown) => {
    complain(error)
    return 1
  })
  const code = await Promise.race([working, interruption.asked.then(() => interruptedExitCode)])
  await Promise.race([stopAll(false), interruption.forced.then(() => stopAll(true))])
  process.exit(code)
}

const interruptedExitCode = 130

function complain(error: unknown): void {
  if (error instanceof MissingRequirements) console.error(error.message)
  else if (error instanceof Error) console.error(process.env['DEBUG'] ? error.stack : error.message)
  else console.error(error)
}
