import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { BoxOwner } from '../../workers/sandbox/limits.ts'
import type { BoxPlan } from '../../workers/sandbox/sandbox.ts'

const mebibyte = 1_048_576
/** The last resort of process 1 comes so long after the time limit of its run. */
const lastResortMs = 30_000
/** How far the engine's clock, or a slow start, may put the end of a box from where it was meant to be. */
const clockSlackS = 120
/** Changes only together with a reading of workers/sandbox/seccomp.json: it is the part of the kernel that strangers reach. */
const seccompHash = '4319388fe4b7db627de288beb14f55e97950a445f4aa5bb864c13a5fce243fd7'
const users = { candidate: { first: 10_001, last: 10_500 }, prober: { first: 10_501, last: 11_000 } } as const
/** What the engine must hide at least; newer ones hide more. */
const masked = ['/proc/acpi', '/proc/kcore', '/proc/keys', '/proc/timer_list', '/proc/scsi', '/sys/firmware']
const readOnly = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']
/** Pseudo-terminals are one pool for the host: none of them is in a box. */
const noTerminals = { '/dev/pts': 'ro,noexec,nosuid,nodev,size=4k,mode=0555' }
/** What the engine decides by itself and we do not: how control groups are shown, and the two lists above. */
const engines = ['CgroupnsMode', 'MaskedPaths', 'ReadonlyPaths', 'Runtime']

const settingsSchema = z.record(z.string(), z.unknown())
const reportSchema = z.object({
  Config: z.looseObject({
    User: z.string(),
    Env: z.array(z.string()).nullish(),
    Labels: z.record(z.string(), z.string()),
  }),
  HostConfig: z.looseObject({
    SecurityOpt: z.array(z.string()).nullable(),
    MaskedPaths: z.array(z.string()).nullable(),
    ReadonlyPaths: z.array(z.string()).nullable(),
    Runtime: z.string(),
    RestartPolicy: z.object({ Name: z.string() }),
  }),
  Mounts: z.array(z.unknown()),
  NetworkSettings: z.object({ Networks: settingsSchema, Ports: settingsSchema.nullish() }),
})
type Report = z.infer<typeof reportSchema>
const imageSchema = z.object({ Config: z.object({ Env: z.array(z.string()).nullish() }) })

export interface Launch {
  plan: BoxPlan
  owner: BoxOwner
  nowMs: number
}

/** Every way in which a box, as the engine reports it, is not what the one policy of its role says; nothing is left unsaid. */
export function policyDrifts(inspected: unknown, image: unknown, launch: Launch): string[] {
  const report = reportSchema.parse(inspected)
  const { Env, Labels, User, ...config } = report.Config
  const { SecurityOpt, RestartPolicy, ...others } = report.HostConfig
  const uid = Number(User.split(':')[0])
  const host = { ...others, SecurityOpt: SecurityOpt?.map(nameProfile), RestartPolicy: RestartPolicy.Name }
  return [
    ...tell('Env', Env ?? [], imageSchema.parse(image).Config.Env ?? []),
    ...tell('Labels', nameEnd(Labels, launch), goldenLabels(launch)),
    ...tell('User', isOfRole(User, launch.plan.role) ? 'of its role' : User, 'of its role'),
    ...outsideDrifts(report, launch),
    ...engineDrifts(report.HostConfig, launch),
    ...compare('Config', config, goldenConfig(launch.plan)),
    ...compare('HostConfig', host, goldenHost(launch, uid)),
  ]
}

function outsideDrifts({ Mounts, NetworkSettings }: Report, { plan }: Launch): string[] {
  return [
    ...tell('Mounts', Mounts, []),
    ...tell('Networks', Object.keys(NetworkSettings.Networks), plan.sharesNetworkOf ? [] : ['none']),
    ...tell('Ports', Object.keys(NetworkSettings.Ports ?? {}), []),
  ]
}

function engineDrifts(host: Report['HostConfig'], { owner }: Launch): string[] {
  const missing = (atLeast: string[], paths: string[] | null) =>
    atLeast.filter((path) => !paths?.includes(path))
  // Without a choice of ours the engine names its default.
  const wanted = owner.runtime ?? (host.Runtime === 'runsc' ? 'another' : host.Runtime)
  return [
    ...tell('MaskedPaths without', missing(masked, host.MaskedPaths), []),
    ...tell('ReadonlyPaths without', missing(readOnly, host.ReadonlyPaths), []),
    ...tell('Runtime', host.Runtime, wanted),
  ]
}

function isOfRole(user: string, role: BoxPlan['role']): boolean {
  const uid = Number(user.split(':')[0])
  return user === `${uid}:${uid}` && uid >= users[role].first && uid <= users[role].last
}

function goldenConfig(plan: BoxPlan): Record<string, unknown> {
  return {
    Hostname: 'sandbox',
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: true,
    StdinOnce: true,
    Cmd: [`-expire=${plan.limits.wallMs + lastResortMs}ms`, '--'],
    Image: plan.image,
    WorkingDir: '/',
    Entrypoint: ['/sbin/entry'],
  }
}

function goldenHost({ plan, owner }: Launch, uid: number): Record<string, unknown> {
  const { memoryMiB, pids } = plan.limits
  const isGvisor = owner.runtime === 'runsc'
  const area = `size=${Math.min(memoryMiB, 512)}m,nr_inodes=65536,uid=${uid},gid=${uid},mode=0700`
  const closed = { '/tmp': 'ro,noexec,nosuid,nodev,size=4k,mode=0555' }
  return {
    NetworkMode: plan.sharesNetworkOf ? `container:${plan.sharesNetworkOf.id}` : 'none',
    IpcMode: 'private',
    ShmSize: 16 * mebibyte,
    ReadonlyRootfs: true,
    Tmpfs: { '/box': `rw,exec,nosuid,nodev,${area}`, ...noTerminals, ...(isGvisor ? closed : {}) },
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', `seccomp=${seccompHash}`],
    PidsLimit: isGvisor ? 4 * pids + 64 : pids,
    Memory: memoryMiB * mebibyte,
    MemorySwap: memoryMiB * mebibyte,
    NanoCpus: plan.cpus * 1e9,
    Ulimits: [
      { Name: 'nofile', Soft: 1_024, Hard: 1_024 },
      { Name: 'core', Soft: 0, Hard: 0 },
      { Name: 'fsize', Soft: 64 * mebibyte, Hard: 64 * mebibyte },
    ],
    LogConfig: { Type: 'none', Config: {} },
  }
}

function goldenLabels({ plan, owner }: Launch): Record<string, string> {
  return {
    'fairtime.installation': owner.installationId,
    'fairtime.worker': owner.workerId,
    'fairtime.boot': owner.bootId,
    'fairtime.run': plan.runId,
    'fairtime.role': plan.role,
    'fairtime.expires': 'in time',
  }
}

/** The one label that no two boxes share: seconds of the epoch, when the last resort of process 1 is over. */
function nameEnd(labels: Record<string, string>, { plan, nowMs }: Launch): Record<string, string> {
  const told = labels['fairtime.expires'] ?? ''
  const meantS = (nowMs + plan.limits.wallMs + lastResortMs) / 1_000
  const isInTime = /^\d{10}$/.test(told) && Math.abs(Number(told) - meantS) < clockSlackS
  return { ...labels, 'fairtime.expires': isInTime ? 'in time' : told }
}

function nameProfile(option: string): string {
  const profile = option.startsWith('seccomp=') ? option.slice('seccomp='.length) : null
  return profile === null ? option : `seccomp=${createHash('sha256').update(profile).digest('hex')}`
}

/** Both ways: what is set and not on the list is as much of a drift as what is on the list and not set. */
function compare(part: string, is: object, wanted: object): string[] {
  const set = new Map(Object.entries(is).filter(([name, value]) => isSet(value) && !engines.includes(name)))
  const golden = new Map(Object.entries(wanted))
  const names = new Set([...set.keys(), ...golden.keys()])
  return [...names].flatMap((name) => tell(`${part}.${name}`, set.get(name), golden.get(name)))
}

/** Engines differ in how they say "nothing": null, false, zero, an empty list, or a policy named "no". */
function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isSet)
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return ![null, undefined, '', 'no', 0, false].some((nothing) => nothing === value)
}

function tell(name: string, is: unknown, wanted: unknown): string[] {
  return isDeepStrictEqual(is, wanted)
    ? []
    : [`${name} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`]
}
