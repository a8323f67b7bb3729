import type { BoxPlan } from './sandbox.ts'
import seccompProfile from './seccomp.json' with { type: 'json' }

const mebibyte = 1024 * 1024
const shmBytes = 16 * mebibyte
const maxFileBytes = 64 * mebibyte
const maxOpenFiles = 1_024
const maxWorkAreaMiB = 512
const maxInodes = 65_536
const firstUid = { candidate: 10_001, prober: 10_501 } as const
/** A box ends itself this long after the worker should have ended it: the last resort when no worker lives. */
const graceMs = 30_000

export const boxLabels = {
  installation: 'fairtime.installation',
  worker: 'fairtime.worker',
  bootId: 'fairtime.boot',
  run: 'fairtime.run',
  role: 'fairtime.role',
  expires: 'fairtime.expires',
} as const

export interface BoxOwner {
  installationId: string
  workerId: string
  /** A new one at every start of the worker process. */
  bootId: string
  runtime: string | null
}

/** Where a box stands among the open ones: distinct user ids keep per-user effects of the kernel apart. */
export interface UidSlot {
  index: number
  nowMs: number
}

/** gVisor lays a writable folder over an empty /tmp, unless something is there already. */
const closedTmp = { '/tmp': 'ro,noexec,nosuid,nodev,size=4k,mode=0555' }

/** Pseudo-terminals are one pool for the whole host, and no code of a run needs one. */
const noTerminals = { '/dev/pts': 'ro,noexec,nosuid,nodev,size=4k,mode=0555' }

/**
 * gVisor's own kernel is a process of the box too, and keeps a thread or two of the host for each thread inside. An idle Node
 * takes 45 of them and eleven without.
 */
function hostTasks(pids: number, runtime: string | null): number {
  return runtime === 'runsc' ? 4 * pids + 64 : pids
}

/** The one policy under which strangers' code runs, as the engine's create request. Nothing in it comes from a candidate. */
export function boxPolicy(spec: BoxPlan, owner: BoxOwner, slot: UidSlot) {
  const uid = firstUid[spec.role] + slot.index
  const lastResortMs = spec.limits.wallMs + graceMs
  return {
    Image: spec.image,
    Cmd: [`-expire=${lastResortMs}ms`, '--', ...spec.command],
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    User: `${uid}:${uid}`,
    WorkingDir: '/',
    ...(spec.sharesNetworkOf ? {} : { Hostname: 'sandbox' }),
    Labels: labelsOf(spec, owner, slot.nowMs + lastResortMs),
    Tty: false,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: hostPolicy(spec, owner, uid),
  }
}

const labelsOf = (spec: BoxPlan, owner: BoxOwner, expiresMs: number) => ({
  [boxLabels.installation]: owner.installationId,
  [boxLabels.worker]: owner.workerId,
  [boxLabels.bootId]: owner.bootId,
  [boxLabels.run]: spec.runId,
  [boxLabels.role]: spec.role,
  [boxLabels.expires]: String(Math.ceil(expiresMs / 1_000)),
})

/** What the host's kernel and the engine hold a box to. */
function hostPolicy({ limits, sharesNetworkOf, cpus }: BoxPlan, { runtime }: BoxOwner, uid: number) {
  const memoryBytes = limits.memoryMiB * mebibyte
  const workAreaMiB = Math.min(maxWorkAreaMiB, limits.memoryMiB)
  return {
    NetworkMode: sharesNetworkOf ? `container:${sharesNetworkOf.id}` : 'none',
    IpcMode: 'private',
    ShmSize: shmBytes,
    ReadonlyRootfs: true,
    // Go runs what it has just linked, hence exec. Its bytes count against the memory limit.
    Tmpfs: {
      '/box': `rw,exec,nosuid,nodev,size=${workAreaMiB}m,nr_inodes=${maxInodes},uid=${uid},gid=${uid},mode=0700`,
      ...noTerminals,
      ...(runtime === 'runsc' ? closedTmp : {}),
    },
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', `seccomp=${JSON.stringify(seccompProfile)}`],
    PidsLimit: hostTasks(limits.pids, runtime),
    Memory: memoryBytes,
    MemorySwap: memoryBytes,
    NanoCpus: cpus * 1_000_000_000,
    // No nproc: it is counted per user across all boxes, so one would starve another.
    Ulimits: [
      { Name: 'nofile', Soft: maxOpenFiles, Hard: maxOpenFiles },
      { Name: 'core', Soft: 0, Hard: 0 },
      { Name: 'fsize', Soft: maxFileBytes, Hard: maxFileBytes },
    ],
    LogConfig: { Type: 'none', Config: {} },
    ...(runtime ? { Runtime: runtime } : {}),
  }
}
