import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { testSettings } from './settings.ts'

const run = promisify(execFile)

/** Names of the boxes that an installation has on the engine, running or not. */
export async function listBoxes(workerToken: string): Promise<string[]> {
  const installation = createHash('sha256').update(workerToken).digest('hex').slice(0, 12)
  const { dockerHost } = testSettings()
  const filter = `label=fairtime.installation=${installation}`
  const { stdout } = await run('docker', [
    '-H',
    dockerHost,
    'ps',
    '--all',
    '--filter',
    filter,
    '--format',
    '{{.Names}}',
  ])
  return stdout.split('\n').filter((line) => line.length > 0)
}
