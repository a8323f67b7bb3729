import { pino } from 'pino'
import { runUntilSignalled } from '#platform/run-until-signalled.ts'
import { readWorkerConfig } from './config.ts'
import { startWorker } from './start-worker.ts'

/** Less than a container engine waits before it kills; boxes and jobs under way are given back well within it. */
const forceQuitAfterMs = 28_000
const config = readWorkerConfig(process.env)
const log = pino({ level: config.logLevel, base: { process: 'worker' } })
const worker = await startWorker({ config, now: () => Date.now(), log })
runUntilSignalled({ stop: worker.stop, forceQuitAfterMs, log })
