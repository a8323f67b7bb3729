interface SignalledProcess {
  stop: () => Promise<void>
  /** After it the process exits although something still hangs, with exit code 1. */
  forceQuitAfterMs: number
  log: { info: (fields: object, message: string) => void; error: (fields: object, message: string) => void }
}

/** Stops on SIGTERM or SIGINT, once, and exits: 0 after a clean stop, 1 where stopping failed or took too long. */
export function runUntilSignalled({ stop, forceQuitAfterMs, log }: SignalledProcess): void {
  let isStopping = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => {
      log.error({ forceQuitAfterMs }, 'did not stop in time')
      process.exit(1)
    }, forceQuitAfterMs).unref()
    stop().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, 'did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
