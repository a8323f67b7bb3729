import { isBelow, isDistributionBuild, type Version } from './host-versions.ts'

/** What could be found out of an engine and the machine below it. Null means that nobody would say. */
export interface HostFacts {
  engineVersion: string
  /** "Docker Desktop 4.50.0 (1234)" and the like; empty for a plain engine. */
  platformName: string
  runcVersion: string
  /** Distributions put their package's version here. */
  runcCommit: string
  kernelVersion: string
  cgroupVersion: string
  securityOptions: readonly string[]
  /** With the arguments that each is started with. */
  runtimes: Readonly<Record<string, readonly string[] | null>>
  limits: { memory: boolean; swap: boolean; cpu: boolean; pids: boolean }
  hasSwap: boolean | null
  corePattern: string | null
  freeDiskBytes: number | null
  memoryBytes: number
  wanted: { runtime: string | null; userns: boolean }
}

export interface HostFinding {
  name: string
  /** On an unsafe host no stranger's code is run; a weak one works, and its operator should know. */
  severity: 'unsafe' | 'weak'
  what: string
  remedy: string
}

const gibibyte = 1024 ** 3
const minDiskBytes = gibibyte
const goodDiskBytes = 5 * gibibyte
const minMemoryBytes = 2 * gibibyte

/** The first release of each line with every escape closed that was known when this was written. */
const runcFloors: readonly Version[] = [
  [1, 3, 6],
  [1, 4, 3],
  [1, 5, 0],
]
const engineFloor: Version = [20, 10, 0]
const engineMaintained: Version = [25, 0, 0]
const kernelFloor: Version = [5, 10, 0]
/** Before it any container could reach the engine's API (CVE-2025-9074). */
const desktopFloor: Version = [4, 44, 3]

/** Everything that speaks against running strangers' code on this host, worst first. Pure: facts in, findings out. */
export function judgeHost(facts: HostFacts): HostFinding[] {
  const found = [judgeRunc, judgeEngine, judgeKernel, judgeLimits, judgeIsolation, judgeRoom].flatMap(
    (judge) => judge(facts),
  )
  const rank = { unsafe: 0, weak: 1 }
  return found.toSorted((a, b) => rank[a.severity] - rank[b.severity])
}

type HostCheckText = [what: string, remedy: string]

const finding = (
  name: string,
  severity: HostFinding['severity'],
  [what, remedy]: HostCheckText,
): HostFinding[] => [{ name, severity, what, remedy }]

function judgeRunc(facts: HostFacts): HostFinding[] {
  const { runtime } = facts.wanted
  if (runtime !== null && !(runtime in facts.runtimes)) {
    const remedy = `Install it and register it with the engine (docs/gvisor.md), or unset SANDBOX_RUNTIME.`
    return finding('runtime-missing', 'unsafe', [`The engine has no runtime named "${runtime}".`, remedy])
  }
  if (runtime === 'runsc') return judgeGvisor(facts.runtimes['runsc'] ?? null)
  const isOld = isBelow(facts.runcVersion, runcFloors)
  if (!isOld) return []
  const what = `runc ${facts.runcVersion} is older than the releases without known escapes (1.3.6, 1.4.3, 1.5).`
  // A distribution mends an old version without changing its number: only its own advisories tell what is in it.
  if (isDistributionBuild(facts.runcVersion, facts.runcCommit)) {
    const told = `${what} It is your distribution's (${facts.runcCommit}), which brings fixes under the old number.`
    const advice =
      "Keep automatic security updates on, and look the package up in your distribution's advisories."
    return finding('runc-version', 'weak', [told, advice])
  }
  const remedy = 'Upgrade runc (or containerd.io), then start the engine again.'
  return finding('runc-version', 'unsafe', [what, remedy])
}

/** The two boxes of a graded run meet on one loopback interface; gVisor's own network gives each box one of its own. */
function judgeGvisor(runtimeArguments: readonly string[] | null): HostFinding[] {
  const remedy =
    'Register it with "runtimeArgs": ["--network=host"], which for a box means its own empty network (docs/gvisor.md).'
  if (runtimeArguments === null) {
    const what =
      'The engine does not tell how runsc is started; without --network=host no graded run can work.'
    return finding('runsc-network', 'weak', [what, remedy])
  }
  if (/(^| )--?network[= ]host( |$)/.test(runtimeArguments.join(' '))) return []
  const what =
    'runsc is registered without --network=host, so the boxes of a graded run cannot reach each other.'
  return finding('runsc-network', 'unsafe', [what, remedy])
}

function judgeEngine(facts: HostFacts): HostFinding[] {
  const desktop = /Docker Desktop ([\d.]+)/.exec(facts.platformName)?.[1]
  if (desktop !== undefined) {
    if (isBelow(desktop, [desktopFloor])) {
      const what = `Docker Desktop ${desktop} lets any container reach the engine (CVE-2025-9074).`
      return finding('docker-desktop', 'unsafe', [what, 'Upgrade Docker Desktop to 4.44.3 or newer.'])
    }
    const what = 'This is Docker Desktop: fine for trying things out, and not made for the code of strangers.'
    return finding('docker-desktop', 'weak', [what, 'Run workers on a Linux host of their own.'])
  }
  if (isBelow(facts.engineVersion, [engineFloor])) {
    const what = `Docker Engine ${facts.engineVersion} is older than 20.10 and does not know all of our profile.`
    return finding('engine-version', 'unsafe', [what, 'Upgrade the Docker Engine.'])
  }
  if (!isBelow(facts.engineVersion, [engineMaintained])) return []
  const what = `Docker Engine ${facts.engineVersion} is no longer maintained by its makers.`
  const remedy = 'Upgrade it, or keep the security updates of your distribution on.'
  return finding('engine-version', 'weak', [what, remedy])
}

function judgeKernel(facts: HostFacts): HostFinding[] {
  const old = isBelow(facts.kernelVersion, [kernelFloor])
  const what = `Linux ${facts.kernelVersion} is older than 5.10 and no longer maintained.`
  const found = old ? finding('kernel-version', 'unsafe', [what, 'Upgrade the kernel and start again.']) : []
  if (facts.cgroupVersion !== '1') return found
  const groups = 'Control groups are of version 1, which limits less evenly and is on its way out.'
  const remedy = 'Start the machine with systemd.unified_cgroup_hierarchy=1, or use a newer distribution.'
  return [...found, ...finding('cgroup-v1', 'weak', [groups, remedy])]
}

function judgeLimits({ limits, hasSwap }: HostFacts): HostFinding[] {
  const missing = (['memory', 'cpu', 'pids'] as const).filter((name) => !limits[name])
  const found = missing.flatMap((name) =>
    finding(`no-${name}-limit`, 'unsafe', [
      `The engine cannot limit the ${name} of a box.`,
      `Enable the ${name} controller of control groups in the kernel.`,
    ]),
  )
  if (limits.swap || hasSwap === false) return found
  const what = 'There is swap, and the engine cannot limit how much of it a box takes.'
  const remedy = 'Turn swap off (swapoff -a), or start the kernel with swapaccount=1.'
  return [...found, ...finding('swap-unlimited', hasSwap === null ? 'weak' : 'unsafe', [what, remedy])]
}

function judgeIsolation({ securityOptions, wanted, corePattern }: HostFacts): HostFinding[] {
  const has = (name: string) => securityOptions.some((option) => option.startsWith(`name=${name}`))
  const found: HostFinding[] = []
  if (!has('seccomp') && wanted.runtime !== 'runsc') {
    const what = 'The engine was built or started without seccomp, so the whole kernel is open to a box.'
    found.push(...finding('no-seccomp', 'unsafe', [what, 'Use an engine and a kernel with seccomp.']))
  }
  if (!has('userns') && !has('rootless')) {
    const severity = wanted.userns ? 'unsafe' : 'weak'
    const what = 'User ids in a box are those of the host: somebody who became root in a box would be root.'
    const remedy = 'Set "userns-remap": "default" in /etc/docker/daemon.json, or use a rootless engine.'
    found.push(...finding('userns-off', severity, [what, remedy]))
  }
  if (corePattern?.startsWith('|') === true) {
    const what = 'Core dumps go to a program of the host, which the limits of a box do not reach.'
    const remedy = 'Set kernel.core_pattern=core with sysctl, or Storage=none in coredump.conf.'
    found.push(...finding('core-dumps-piped', 'weak', [what, remedy]))
  }
  return found
}

function judgeRoom({ freeDiskBytes, memoryBytes }: HostFacts): HostFinding[] {
  const found: HostFinding[] = []
  if (freeDiskBytes !== null && freeDiskBytes < goodDiskBytes) {
    const severity = freeDiskBytes < minDiskBytes ? 'unsafe' : 'weak'
    const what = `Only ${(freeDiskBytes / gibibyte).toFixed(1)} GiB are free where the engine keeps its data.`
    found.push(...finding('disk', severity, [what, 'Make room: docker system prune removes what is unused.']))
  }
  if (memoryBytes < minMemoryBytes) {
    const what = `The host has ${(memoryBytes / gibibyte).toFixed(1)} GiB of memory; one graded run takes up to 1.5.`
    found.push(...finding('memory', 'weak', [what, 'Use a machine with more memory, or one run at a time.']))
  }
  return found
}

/** Says by name why no run may be taken; null when nothing unsafe is left that was not allowed by name. */
export function refusalOf(findings: readonly HostFinding[], allowed: readonly string[]): string | null {
  const unsafe = findings.filter(({ severity, name }) => severity === 'unsafe' && !allowed.includes(name))
  if (unsafe.length === 0) return null
  const lines = unsafe.map(({ name, what, remedy }) => `${name}: ${what} ${remedy}`)
  const names = unsafe.map(({ name }) => name).join(',')
  return `This host is not safe for the code of strangers. ${lines.join(' ')} To run it all the same: FAIRTIME_ALLOW_UNSAFE=${names}`
}
