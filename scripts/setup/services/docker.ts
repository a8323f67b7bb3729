import { mkdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { isRoot, type InstallPaths } from '../install-paths.ts'
import {
  findOurProcess,
  readCommand,
  removeFiles,
  startService,
  stopProcess,
  waitUntilReady,
  type Started,
} from './processes.ts'
import { ensureRequirements, getProgram, MissingRequirements, requirements } from '../requirements.ts'

const systemSocket = 'unix:///var/run/docker.sock'
const pingTimeoutMs = 5_000
const readyTimeoutMs = 60_000
const stopTimeoutMs = 30_000

export interface Docker extends Started {
  dockerHost: string
}

/** DOCKER_HOST, or the machine's own engine if it answers, or an engine of this checkout alone. */
export async function startDocker(place: InstallPaths): Promise<Docker> {
  const named = process.env['DOCKER_HOST']
  if (named) return useNamed(named)
  if (await answers(systemSocket)) return { dockerHost: systemSocket, stop: async () => undefined }
  if (!isRoot()) throw new MissingRequirements(explainAccess())
  await ensureRequirements([requirements.dockerEngine, requirements.dockerCommand])
  // Installing the package may have started the machine's own engine.
  if (await answers(systemSocket)) return { dockerHost: systemSocket, stop: async () => undefined }
  return startOwnEngine(place)
}

async function useNamed(dockerHost: string): Promise<Docker> {
  await ensureRequirements([requirements.dockerCommand])
  if (!(await answers(dockerHost))) {
    throw new Error(`No Docker engine answers at DOCKER_HOST=${dockerHost}. Start it, or unset DOCKER_HOST.`)
  }
  return { dockerHost, stop: async () => undefined }
}

/** No bridge and no packet filter rules: boxes have no network, so the engine need not touch the machine's. */
async function startOwnEngine(place: InstallPaths): Promise<Docker> {
  const run = join(place.sharedRun, 'docker')
  const data = join(place.checkout, '.fairtime', 'docker')
  mkdirSync(run, { recursive: true })
  mkdirSync(data, { recursive: true })
  const socket = join(run, 'docker.sock')
  const pidFile = join(run, 'docker.pid')
  const logFile = join(place.checkout, '.fairtime', 'dockerd.log')
  const dockerHost = `unix://${socket}`
  const isRunning = findOurProcess(pidFile, data) !== null
  if (!isRunning) await stopLeftContainerd(run)
  if (!isRunning) removeFiles(pidFile, socket)
  const folders = ['--data-root', data, '--exec-root', join(run, 'exec'), '--pidfile', pidFile]
  const network = ['--host', dockerHost, '--iptables=false', '--ip6tables=false', '--bridge=none']
  const child = isRunning
    ? null
    : startService(
        getProgram(requirements.dockerEngine),
        [...folders, ...network, '--log-level', 'warn'],
        logFile,
      )
  await waitUntilReady({ name: 'dockerd', child, logFile, timeoutMs: readyTimeoutMs }, () =>
    answers(dockerHost),
  )
  const stop = async (force = false) => {
    const pid = findOurProcess(pidFile, data)
    if (pid !== null) await stopProcess(pid, { signal: 'SIGTERM', timeoutMs: force ? 3_000 : stopTimeoutMs })
    await stopLeftContainerd(run)
    // The engine leaves its own network namespace mounted.
    await readCommand('umount', [join(run, 'exec', 'netns', 'default')])
  }
  return { dockerHost, stop, isRunning: () => findOurProcess(pidFile, data) !== null }
}

/** A killed dockerd leaves its containerd behind, which would hold the folders of the next one. */
async function stopLeftContainerd(run: string): Promise<void> {
  const folder = join(run, 'exec', 'containerd')
  const pid = findOurProcess(join(folder, 'containerd.pid'), folder)
  if (pid !== null) await stopProcess(pid, { signal: 'SIGTERM', timeoutMs: 10_000 })
}

/** Asks a unix socket directly, because the docker command may not be there yet. */
function answers(dockerHost: string): Promise<boolean> {
  if (!dockerHost.startsWith('unix://')) {
    return readCommand('docker', ['-H', dockerHost, 'version', '--format', '{{.Server.Version}}']).then(
      (text) => text !== null,
    )
  }
  return new Promise((resolve) => {
    const socketPath = dockerHost.slice('unix://'.length)
    const ping = request({ socketPath, path: '/_ping', timeout: pingTimeoutMs }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    ping.once('error', () => resolve(false))
    ping.once('timeout', () => ping.destroy(new Error('no answer')))
    ping.end()
  })
}

function explainAccess(): string {
  return [
    'No Docker engine answers, and only root can start one of our own.',
    'Do one of these, then start again:',
    '  run the same command as root',
    '  install Docker and join its group: sudo apt-get install -y docker.io && sudo usermod -aG docker "$USER", then log in again',
    '  name an engine: export DOCKER_HOST=unix:///path/to/docker.sock',
  ].join('\n')
}
