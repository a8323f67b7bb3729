import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { packFiles } from '../../workers/sandbox/pack-files.ts'
import type { SandboxImages } from '../../sandbox-images/build.ts'
import { boxedCommand } from './boxed-command.ts'
import type { Workload } from './workloads.ts'

/** What a simple judge does: one `docker run --rm` a job, the files on standard input. */
export async function naiveLatencies(
  deps: { dockerHost: string; images: SandboxImages },
  workload: Workload,
  samples: number,
): Promise<number[]> {
  const args = argumentsOf(deps, workload)
  const archive = await packFiles(
    Object.entries(workload.files).map(([path, content]) => ({ path, content })),
  )
  const times: number[] = []
  for (let sample = 0; sample < samples; sample++) {
    const startedAt = performance.now()
    const child = spawn('docker', args, { stdio: ['pipe', 'pipe', 'pipe'] })
    let printed = ''
    child.stdout.on('data', (chunk) => (printed += String(chunk)))
    child.stderr.on('data', (chunk) => (printed += String(chunk)))
    child.stdin.end(archive)
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`docker run failed for ${workload.name}: ${printed.slice(-2_000)}`)
    times.push(performance.now() - startedAt)
  }
  return times
}

function argumentsOf(
  { dockerHost, images }: { dockerHost: string; images: SandboxImages },
  workload: Workload,
): string[] {
  const { command, env } = boxedCommand(workload)
  const { memoryMiB, pids } = workload.limits
  return [
    ...['-H', dockerHost, 'run', '--rm', '-i', '--network', 'none', '--read-only'],
    ...['--user', '10001:10001', '--cap-drop', 'ALL'],
    ...['--cpus', '2', '--memory', `${memoryMiB}m`, '--pids-limit', String(pids)],
    ...['--tmpfs', '/box:rw,exec,nosuid,nodev,size=512m,uid=10001,gid=10001,mode=0700'],
    ...Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
    images[workload.language],
    ...['--', ...command],
  ]
}
