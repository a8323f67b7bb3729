import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findSandboxImages } from '../../sandbox-images/build.ts'
import { docker } from '../../sandbox-images/docker-cli.ts'
import { judgeHost, type HostFacts, type HostFinding } from '../../workers/sandbox/host-check.ts'
import { readHostFacts } from '../../workers/sandbox/host-facts.ts'
import type { InstallPaths } from '../../scripts/setup/install-paths.ts'
import { good, type Line, type Part } from './part.ts'

const systemSocket = '/var/run/docker.sock'
const pingTimeoutMs = 10_000

export interface EngineSettings {
  dockerHost: string | undefined
  wanted: HostFacts['wanted']
  allowUnsafe: readonly string[]
}

/** The engine that a worker of this checkout would use, with what speaks against it. */
export async function examineEngine(place: InstallPaths, settings: EngineSettings): Promise<Part[]> {
  const title = 'Docker Engine'
  const dockerHost = settings.dockerHost ?? (await findEngine(place))
  if (dockerHost === null) return [{ title, lines: [notRunning] }]
  try {
    const facts = await readHostFacts({ dockerHost, wanted: settings.wanted })
    const findings = judgeHost(facts).map((found) => describeFinding(found, settings.allowUnsafe))
    return [
      { title, lines: describeFacts(dockerHost, facts) },
      {
        title: 'Safety of this host',
        lines: findings.length === 0 ? [good('host', 'nothing to say')] : findings,
      },
      { title: 'Sandbox images', lines: await describeImages(dockerHost) },
    ]
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    const remedy = 'Start the engine, or mend DOCKER_HOST.'
    return [{ title, lines: [{ health: 'bad', name: 'connection', what, remedy }] }]
  }
}

async function findEngine(place: InstallPaths): Promise<string | null> {
  for (const socket of [systemSocket, join(place.sharedRun, 'docker', 'docker.sock')]) {
    if (!existsSync(socket)) continue
    const dockerHost = `unix://${socket}`
    const answer = await docker({ dockerHost }, { args: ['version'], timeoutMs: pingTimeoutMs })
    if (answer.ok) return dockerHost
  }
  return null
}

function describeFacts(dockerHost: string, facts: HostFacts): Line[] {
  const profile = readFileSync(join(import.meta.dirname, '..', '..', 'workers', 'sandbox', 'seccomp.json'))
  const hash = createHash('sha256').update(profile).digest('hex').slice(0, 12)
  const gibibytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`
  return [
    good('address', dockerHost),
    good('engine', [facts.engineVersion, facts.platformName].filter((word) => word !== '').join(', ')),
    good('runc', facts.runcCommit || facts.runcVersion || 'not told'),
    good('runtime of boxes', describeRuntime(facts)),
    good('kernel', `Linux ${facts.kernelVersion}, control groups of version ${facts.cgroupVersion}`),
    good('memory', gibibytes(facts.memoryBytes)),
    good(
      'free disk',
      facts.freeDiskBytes === null ? 'not to be seen from here' : gibibytes(facts.freeDiskBytes),
    ),
    good('system call profile', hash),
  ]
}

function describeRuntime({ wanted, runtimes }: HostFacts): string {
  if (wanted.runtime === null) return 'the default of the engine'
  return [wanted.runtime, ...(runtimes[wanted.runtime] ?? [])].join(' ')
}

function describeFinding({ name, severity, what, remedy }: HostFinding, allowed: readonly string[]): Line {
  if (severity === 'weak') return { health: 'weak', name, what, remedy }
  if (allowed.includes(name))
    return { health: 'weak', name, what: `${what} (allowed by FAIRTIME_ALLOW_UNSAFE)`, remedy }
  return { health: 'bad', name, what, remedy: `${remedy} Or set FAIRTIME_ALLOW_UNSAFE=${name}` }
}

async function describeImages(dockerHost: string): Promise<Line[]> {
  const images = await findSandboxImages(dockerHost)
  if (images) return Object.entries(images).map(([name, id]) => good(name, id.slice(0, 19)))
  const what = 'one is missing or older than this checkout'
  return [
    {
      health: 'weak',
      name: 'images',
      what,
      remedy: 'npm run setup builds them; a worker does so when it starts.',
    },
  ]
}

const notRunning: Line = {
  health: 'stopped',
  name: 'not running',
  what: 'the engine of this checkout starts with npm start',
}
