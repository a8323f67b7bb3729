import type { Logger } from 'pino'
import type { WorkerConfig } from '../config.ts'
import { judgeHost, refusalOf } from './host-check.ts'
import { readHostFacts } from './host-facts.ts'

interface CheckDeps {
  config: Pick<WorkerConfig, 'dockerHost' | 'sandboxRuntime' | 'requiresUserns' | 'allowUnsafe'>
  log: Pick<Logger, 'info' | 'warn'>
  signal?: AbortSignal
}

/** Throws, by name and with a remedy, when strangers' code must not run here; what was allowed all the same is recorded. */
export async function checkHost({ config, log, signal }: CheckDeps): Promise<void> {
  const wanted = { runtime: config.sandboxRuntime, userns: config.requiresUserns }
  const findings = judgeHost(await readHostFacts({ dockerHost: config.dockerHost, wanted, signal }))
  const refusal = refusalOf(findings, config.allowUnsafe)
  if (refusal !== null) throw new Error(refusal)
  for (const { name, severity, what, remedy } of findings) {
    if (severity === 'unsafe')
      log.warn({ name, what, remedy }, 'unsafe, and allowed by FAIRTIME_ALLOW_UNSAFE')
    else log.info({ name, what, remedy }, 'this host could be safer; see "fairtime doctor"')
  }
}
