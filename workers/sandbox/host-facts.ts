import { readFile, statfs } from 'node:fs/promises'
import { z } from 'zod'
import { dockerOrThrow } from '../../sandbox-images/docker-cli.ts'
import type { HostFacts } from './host-check.ts'

const askTimeoutMs = 15_000

/** One that is a path takes arguments; another kind keeps its settings in a file of its own. */
const runtimeSchema = z.object({ path: z.string().default(''), runtimeArgs: z.array(z.string()).nullish() })

const infoSchema = z.object({
  KernelVersion: z.string(),
  CgroupVersion: z.string().default('1'),
  SecurityOptions: z.array(z.string()).nullish(),
  Runtimes: z.record(z.string(), runtimeSchema).default({}),
  MemoryLimit: z.boolean().default(false),
  SwapLimit: z.boolean().default(false),
  CpuCfsQuota: z.boolean().default(false),
  PidsLimit: z.boolean().default(false),
  MemTotal: z.number(),
  DockerRootDir: z.string(),
  OperatingSystem: z.string().default(''),
})
const versionSchema = z.object({
  Version: z.string(),
  Platform: z.object({ Name: z.string().default('') }).default({ Name: '' }),
  Components: z
    .array(
      z.object({
        Name: z.string(),
        Version: z.string(),
        Details: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
})

/** Asks the engine about itself, and the machine where it can be seen from here. */
export async function readHostFacts(deps: {
  dockerHost: string
  wanted: HostFacts['wanted']
  signal?: AbortSignal
}): Promise<HostFacts> {
  const cli = { dockerHost: deps.dockerHost, signal: deps.signal }
  const ask = (word: string, format: string) =>
    dockerOrThrow(cli, { args: [word, '--format', format], timeoutMs: askTimeoutMs })
  const info = infoSchema.parse(JSON.parse(await ask('info', '{{json .}}')))
  const version = versionSchema.parse(JSON.parse(await ask('version', '{{json .Server}}')))
  const runc = version.Components.find((component) => component.Name === 'runc')
  const isDesktop = info.OperatingSystem === 'Docker Desktop'
  return {
    engineVersion: version.Version,
    platformName: isDesktop && version.Platform.Name === '' ? 'Docker Desktop 0' : version.Platform.Name,
    runcVersion: runc?.Version ?? '',
    runcCommit: runc?.Details['GitCommit'] ?? '',
    kernelVersion: info.KernelVersion,
    cgroupVersion: info.CgroupVersion,
    securityOptions: info.SecurityOptions ?? [],
    runtimes: Object.fromEntries(
      Object.entries(info.Runtimes).map(([name, told]) => [name, argumentsOf(told)]),
    ),
    limits: {
      memory: info.MemoryLimit,
      swap: info.SwapLimit,
      cpu: info.CpuCfsQuota,
      pids: info.PidsLimit,
    },
    memoryBytes: info.MemTotal,
    wanted: deps.wanted,
    ...(await readMachine(deps.dockerHost, info.DockerRootDir)),
  }
}

function argumentsOf({ path, runtimeArgs }: z.infer<typeof runtimeSchema>): string[] | null {
  return path === '' ? null : (runtimeArgs ?? [])
}

/** Only an engine behind a socket file shares this machine's kernel; of another machine nothing is known. */
async function readMachine(dockerHost: string, dockerRoot: string) {
  if (dockerHost.startsWith('tcp:')) return { hasSwap: null, corePattern: null, freeDiskBytes: null }
  const swaps = await readFile('/proc/swaps', 'utf8').catch(() => null)
  const disk = await statfs(dockerRoot).catch(() => null)
  return {
    hasSwap: swaps === null ? null : swaps.trim().split('\n').length > 1,
    corePattern: await readFile('/proc/sys/kernel/core_pattern', 'utf8').catch(() => null),
    freeDiskBytes: disk === null ? null : disk.bavail * disk.bsize,
  }
}
