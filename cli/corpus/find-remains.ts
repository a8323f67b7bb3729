import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { dockerOrThrow, type DockerCli } from '../../sandbox-images/docker-cli.ts'

const patienceMs = 10_000
const lookAgainMs = 250

export interface HostView {
  /** Volumes that were there before any case ran are somebody else's. */
  volumes: ReadonlySet<string>
  /** Null when the engine is on another machine: then only the engine itself can be asked. */
  dockerRoot: string | null
}

export async function viewHost(cli: DockerCli): Promise<HostView> {
  const root = await dockerOrThrow(cli, { args: ['info', '--format', '{{.DockerRootDir}}'] })
  const isHere = cli.dockerHost.startsWith('unix://') && existsSync(join(root, 'containers'))
  return { volumes: new Set(await listVolumes(cli)), dockerRoot: isHere ? root : null }
}

/** Names whatever is still there of some boxes, after giving it ten seconds to go. */
export async function findRemains(
  cli: DockerCli,
  host: HostView,
  boxes: { installationId: string; ids: readonly string[] },
): Promise<string[]> {
  const untilMs = performance.now() + patienceMs
  for (;;) {
    const found = [
      ...(await listContainers(cli, boxes.installationId)).map((id) => `container ${id}`),
      ...(await listVolumes(cli)).filter((name) => !host.volumes.has(name)).map((name) => `volume ${name}`),
      ...(host.dockerRoot === null ? [] : await findOnHost(host.dockerRoot, boxes.ids)),
    ]
    if (found.length === 0 || performance.now() > untilMs) return found
    await wait(lookAgainMs)
  }
}

async function listContainers(cli: DockerCli, installationId: string): Promise<string[]> {
  const filter = `label=fairtime.installation=${installationId}`
  return lines(await dockerOrThrow(cli, { args: ['ps', '--all', '--quiet', '--filter', filter] }))
}

async function listVolumes(cli: DockerCli): Promise<string[]> {
  return lines(await dockerOrThrow(cli, { args: ['volume', 'ls', '--quiet'] }))
}

/** A process of a box carries the box's id in its control groups, and its mounts and files carry it in their paths. */
async function findOnHost(dockerRoot: string, ids: readonly string[]): Promise<string[]> {
  const isOurs = (text: string) => ids.some((id) => text.includes(id))
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const groups = pids.map(async (pid) => ({ pid, text: await readOrEmpty(`/proc/${pid}/cgroup`) }))
  const processes = (await Promise.all(groups)).filter(({ text }) => isOurs(text))
  const mounts = (await readOrEmpty('/proc/self/mountinfo')).split('\n').filter(isOurs)
  const folders = ids.filter((id) => existsSync(join(dockerRoot, 'containers', id)))
  return [
    ...processes.map(({ pid }) => `process ${pid}`),
    ...mounts.map((line) => `mount ${line.split(' ')[4] ?? line}`),
    ...folders.map((id) => `files of ${id.slice(0, 12)}`),
  ]
}

export interface HostMemory {
  totalKiB: number
  availableKiB: number
  /** What the kernel itself holds: the only place where boxes without a process could have left something. */
  heldKiB: number
}

const heldBy = ['Shmem', 'SUnreclaim', 'KernelStack', 'PageTables', 'Percpu']

/** Null where the kernel does not tell. */
export async function readMemory(): Promise<HostMemory | null> {
  const text = await readOrEmpty('/proc/meminfo')
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
  const memory = { totalKiB: read('MemTotal'), availableKiB: read('MemAvailable') }
  if (memory.totalKiB === 0) return null
  return { ...memory, heldKiB: heldBy.reduce((sum, name) => sum + read(name), 0) }
}

/**
 * The share of all memory that did not come back within ten seconds. Other programs of the host may have taken some
 * meanwhile, so less available memory counts only as far as the kernel holds more: no process of a box is left to hold it.
 */
export async function memoryKept(before: HostMemory | null, enough: number): Promise<number | null> {
  const untilMs = performance.now() + patienceMs
  for (;;) {
    const now = await readMemory()
    if (before === null || now === null) return null
    const lostKiB = Math.min(before.availableKiB - now.availableKiB, now.heldKiB - before.heldKiB)
    const share = Math.max(0, lostKiB / before.totalKiB)
    if (share <= enough || performance.now() > untilMs) return share
    await wait(lookAgainMs)
  }
}

const readOrEmpty = (path: string) => readFile(path, 'utf8').catch(() => '')
const lines = (text: string) => text.split('\n').filter((line) => line !== '')
