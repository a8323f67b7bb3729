import { Console } from 'node:console'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { EvidenceCard, ProberFrame } from '#contracts/evidence.ts'
import type { Check } from './check.ts'
import { readConfig, type ProberConfig } from './config.ts'
import { runCheck } from './run-check.ts'
import { UpstreamServer } from './upstream.ts'
import { waitForPort, type Readiness } from './wait-for-port.ts'

// Standard output belongs to the frames alone; whatever else is said goes to standard error.
globalThis.console = new Console(process.stderr, process.stderr)
const log = (line: string) => void process.stderr.write(`${line}\n`)

// A strange answer may break something after its check is over. It must not take the other checks with it.
process.on('uncaughtException', (error) => log(`outside a check: ${error.stack}`))

try {
  await main(readConfig(process.env))
} catch (cause) {
  log(`the prober could not do its work: ${cause instanceof Error ? cause.stack : String(cause)}`)
  process.exit(1)
}
process.exit(0)

async function main(config: ProberConfig): Promise<void> {
  log(`seed ${config.seed}`)
  const checks = await loadChecks()
  const server = new UpstreamServer()
  const readiness = await prepare(config, server)
  if (readiness.isReady) {
    await write({ type: 'ready', afterMs: readiness.afterMs })
    for (const check of checks) {
      const card = await runCheck(
        { server, candidateUrl: config.candidateUrl, seed: config.seed, log },
        check,
      )
      await write({ type: 'card', card })
    }
  } else {
    await write({ type: 'never-ready', waitedMs: readiness.waitedMs, reason: readiness.reason })
    for (const check of checks) await write({ type: 'card', card: untried(check, readiness.reason) })
  }
  await write({ type: 'finished', checkIds: checks.map((check) => check.id) })
  server.close()
}

async function loadChecks(): Promise<Check[]> {
  const module: { checks?: Check[] } = await import(pathToFileURL(resolve('probes/checks.ts')).href)
  if (!Array.isArray(module.checks)) throw new Error('probes/checks.ts exports no list named "checks".')
  return module.checks
}

async function prepare(config: ProberConfig, server: UpstreamServer): Promise<Readiness> {
  try {
    await server.listen(config.upstreamPort)
  } catch (cause) {
    const reason = `Port ${config.upstreamPort}, where the other service lives, was already taken (${String(cause)}).`
    return { isReady: false, waitedMs: 0, reason }
  }
  return waitForPort(config.candidateUrl, config.readyTimeoutMs)
}

function untried(check: Check, reason: string): EvidenceCard {
  const { id: checkId, title, expected } = check
  return {
    checkId,
    title,
    expected,
    seen: `Not tried. ${reason}`,
    passed: false,
    durationMs: 0,
    timeline: [],
  }
}

/** Waits until the line has left, so that the last frame is never cut off by the exit. */
function write(frame: ProberFrame): Promise<void> {
  const { promise, resolve: written } = Promise.withResolvers<void>()
  process.stdout.write(`${JSON.stringify(frame)}\n`, () => written())
  return promise
}
