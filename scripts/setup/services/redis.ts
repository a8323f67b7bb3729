import { connect } from 'node:net'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { InstallPaths } from '../install-paths.ts'
import {
  findOurProcess,
  removeFiles,
  startPrivateService,
  stopProcess,
  waitUntilReady,
  type Started,
} from './processes.ts'
import { getProgram, requirements } from '../requirements.ts'

const readyTimeoutMs = 15_000
const stopTimeoutMs = 10_000

export interface Redis extends Started {
  /** The path of a unix socket, which ioredis takes in place of a URL. */
  redisUrl: string
}

/** redis-server on a unix socket only: append-only, so that a kill loses nothing, and never evicting a job. */
export async function startRedis(place: InstallPaths): Promise<Redis> {
  const folder = join(place.state, 'redis')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // A folder of before may be open to everybody; what is queued in it names hidden checks.
  chmodSync(folder, 0o700)
  mkdirSync(place.run, { recursive: true })
  const socket = join(place.run, 'redis.sock')
  const pidFile = join(folder, 'redis.pid')
  const logFile = join(folder, 'redis.log')
  const settings = {
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir: folder,
    pidfile: pidFile,
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    save: '',
    daemonize: 'no',
  }
  const left = findOurProcess(pidFile, socket)
  if (left === null) {
    removeFiles(socket, pidFile)
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
    const child = startPrivateService(getProgram(requirements.redis), args, logFile)
    await waitUntilReady({ name: 'redis-server', child, logFile, timeoutMs: readyTimeoutMs }, () =>
      answers(socket),
    )
  }
  const stop = async (force = false) => {
    const pid = findOurProcess(pidFile, socket)
    if (pid !== null)
      await stopProcess(pid, { signal: force ? 'SIGKILL' : 'SIGTERM', timeoutMs: stopTimeoutMs })
    removeFiles(socket, pidFile)
  }
  return { redisUrl: socket, stop, isRunning: () => findOurProcess(pidFile, socket) !== null }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect({ path })
    client.once('error', () => resolve(false))
    client.once('data', (data) => {
      client.destroy()
      resolve(data.toString('utf8').startsWith('+PONG'))
    })
    client.write('PING\r\n')
  })
}
