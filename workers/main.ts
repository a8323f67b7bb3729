import { pino } from 'pino'
import { readWorkerConfig } from './config.ts'
import { startWorker } from './start-worker.ts'

const config = readWorkerConfig(process.env)
const log = pino({ level: config.logLevel, base: { process: 'worker' } })
/** Whatever hangs, whoever asked us to go does not wait longer. */
const stopWithinMs = 28_000
const worker = await startWorker({ config, now: () => Date.now(), log })

let isStopping = false
const stop = (signal: string) => {
  if (isStopping) return
  isStopping = true
  log.info({ signal }, 'stopping')
  setTimeout(() => {
    log.error('did not stop in time')
    process.exit(1)
  }, stopWithinMs).unref()
  worker.stop().then(
    () => process.exit(0),
    (err: unknown) => {
      log.error({ err }, 'did not stop cleanly')
      process.exit(1)
    },
  )
}
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGINT', () => stop('SIGINT'))
