import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { testSettings } from '../run/settings.ts'

const run = promisify(execFile)

/** By which the boxes of an installation are known to its workers. */
export const installationOf = (workerToken: string) =>
  createHash('sha256').update(workerToken).digest('hex').slice(0, 12)

/** Names of the boxes that an installation has on the engine, running or not. */
export function listBoxes(workerToken: string): Promise<string[]> {
  return listNames('--all', '--filter', `label=fairtime.installation=${installationOf(workerToken)}`)
}

/** Those of them that never began, or have ended. */
export function listIdleBoxes(workerToken: string): Promise<string[]> {
  const states = ['created', 'exited', 'dead'].flatMap((state) => ['--filter', `status=${state}`])
  const ours = `label=fairtime.installation=${installationOf(workerToken)}`
  return listNames('--all', '--filter', ours, ...states)
}

/** Names of the boxes in which a run is at work. */
export function listRunningBoxes(runId: string): Promise<string[]> {
  return listNames('--filter', `label=fairtime.run=${runId}`)
}

async function listNames(...filter: string[]): Promise<string[]> {
  const { stdout } = await run('docker', [
    '-H',
    testSettings().dockerHost,
    'ps',
    ...filter,
    '--format',
    '{{.Names}}',
  ])
  return stdout.split('\n').filter((line) => line.length > 0)
}
