import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import seccompProfile from '../../workers/sandbox/seccomp.json' with { type: 'json' }
import type { Box, BoxSpec } from '../../workers/sandbox/sandbox.ts'
import { openSandboxFixture, type SandboxFixture } from './sandbox-fixture.ts'

let fixture: SandboxFixture
const open: Box[] = []
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => {
  for (const box of open.reverse()) await box.close()
  expect(await fixture.countBoxes()).toBe(0)
})

const specOf = (changes: Partial<BoxSpec>): BoxSpec => ({
  role: 'candidate',
  runId: 'a-run',
  image: fixture.execution.images.go,
  command: ['sleep', '60'],
  env: { GREETING: 'hello' },
  files: [],
  limits: { wallMs: 60_000, memoryMiB: 256, pids: 64, outputKiB: 16 },
  cpus: 1,
  onOutput: () => undefined,
  ...changes,
})

async function launch(changes: Partial<BoxSpec>): Promise<Box> {
  const box = await fixture.sandbox.open(specOf(changes))
  open.push(box)
  return box
}

describe('every launched box obeys the golden policy', () => {
  test('as the engine reports it', async () => {
    const box = await launch({})
    const { Config, HostConfig, Mounts, NetworkSettings } = await fixture.docker
      .getContainer(box.id)
      .inspect()
    expect(Config).toMatchObject({ User: '10001:10001', Hostname: 'sandbox', Tty: false, Volumes: null })
    expect(Mounts.filter((mount) => mount.Type !== 'tmpfs')).toEqual([])
    expect(Object.keys(NetworkSettings.Networks)).toEqual(['none'])
    expect(HostConfig).toMatchObject({
      NetworkMode: 'none',
      IpcMode: 'private',
      PidMode: '',
      UTSMode: '',
      UsernsMode: '',
      CgroupParent: '',
      Privileged: false,
      PublishAllPorts: false,
      ReadonlyRootfs: true,
      Binds: null,
      CapAdd: null,
      CapDrop: ['ALL'],
      GroupAdd: null,
      Links: null,
      Devices: null,
      VolumesFrom: null,
      PortBindings: null,
      ShmSize: 16 * 1024 * 1024,
      PidsLimit: 64,
      Memory: 256 * 1024 * 1024,
      MemorySwap: 256 * 1024 * 1024,
      NanoCpus: 1_000_000_000,
      LogConfig: { Type: 'none', Config: {} },
      RestartPolicy: { Name: '', MaximumRetryCount: 0 },
      Tmpfs: { '/box': 'rw,exec,nosuid,nodev,size=256m,nr_inodes=65536,uid=10001,gid=10001,mode=0700' },
    })
    expect(HostConfig.Ulimits).toEqual([
      { Name: 'nofile', Soft: 1_024, Hard: 1_024 },
      { Name: 'core', Soft: 0, Hard: 0 },
      { Name: 'fsize', Soft: 67_108_864, Hard: 67_108_864 },
    ])
    expect(HostConfig.MaskedPaths).toContain('/proc/kcore')
    expect(HostConfig.ReadonlyPaths).toContain('/proc/sys')
    expect(HostConfig.SecurityOpt?.[0]).toBe('no-new-privileges')
    expect(JSON.parse(HostConfig.SecurityOpt![1]!.replace('seccomp=', ''))).toEqual(seccompProfile)
    expect(HostConfig.SecurityOpt).toHaveLength(2)
  })

  test('and sets nothing that is not on this list', async () => {
    const box = await launch({})
    const { HostConfig } = await fixture.docker.getContainer(box.id).inspect()
    const isSet = (value: unknown): boolean =>
      ![null, undefined, '', 0, false].includes(value as null) &&
      !(typeof value === 'object' && Object.values(value as object).every((part) => !isSet(part)))
    const set = Object.entries(HostConfig).flatMap(([name, value]) => (isSet(value) ? [name] : []))
    const decided = [
      ...['CapDrop', 'IpcMode', 'LogConfig', 'Memory', 'MemorySwap', 'NanoCpus', 'NetworkMode', 'PidsLimit'],
      ...['ReadonlyRootfs', 'SecurityOpt', 'ShmSize', 'Tmpfs', 'Ulimits'],
    ]
    // What the engine adds by itself: its own masks, the runtime, and its choice of a namespace for control groups.
    const added = ['CgroupnsMode', 'MaskedPaths', 'ReadonlyPaths', 'Runtime']
    expect(set.filter((name) => !added.includes(name)).sort()).toEqual(decided)
  })

  test('as the kernel shows it from inside', async () => {
    let seen = ''
    const box = await launch({
      command: [
        'sh',
        '-c',
        'grep -E "^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp):" /proc/self/status; ls /sys/class/net; env | grep -c SECRET; touch /x',
      ],
      onOutput: (_stream, chunk) => (seen += chunk.toString('utf8')),
    })
    await box.ended
    expect(seen).toMatch(/Uid:\s+1000\d\s/)
    expect(seen).toMatch(/CapEff:\s+0+\n/)
    expect(seen).toMatch(/CapBnd:\s+0+\n/)
    expect(seen).toMatch(/NoNewPrivs:\s+1\n/)
    expect(seen).toMatch(/Seccomp:\s+2\n/)
    expect(seen).toMatch(/\nlo\n0\n/)
    expect(seen).toMatch(/Read-only file system/)
  })

  test('two open boxes never share a user id', async () => {
    const boxes = [await launch({}), await launch({})]
    const users = boxes.map(async (box) => (await fixture.docker.getContainer(box.id).inspect()).Config.User)
    expect(new Set(await Promise.all(users)).size).toBe(2)
  })

  test('a prober shares loopback with its candidate and nothing else', async () => {
    const candidate = await launch({})
    const prober = await launch({
      role: 'prober',
      image: fixture.execution.images.prober,
      sharesNetworkOf: candidate,
    })
    const { Config, HostConfig } = await fixture.docker.getContainer(prober.id).inspect()
    expect(HostConfig).toMatchObject({
      NetworkMode: `container:${candidate.id}`,
      IpcMode: 'private',
      PidMode: '',
    })
    expect(Number(Config.User.split(':')[0])).toBeGreaterThan(10_500)
  })
})

describe('the kernel surface', () => {
  const probe = `
package main

import (
	"fmt"
	"syscall"
	"unsafe"
)

func main() {
	tell := func(name string, err error) { fmt.Println(name, err != nil) }
	for _, family := range []int{38, 40, 17} {
		_, err := syscall.Socket(family, syscall.SOCK_RAW, 0)
		tell(fmt.Sprint("socket ", family), err)
	}
	params := [120]byte{}
	numbers := map[string]uintptr{
		"io_uring_setup": 425, "keyctl": 250, "add_key": 248, "request_key": 249, "bpf": 321, "perf_event_open": 298,
		"ptrace": 101, "process_vm_readv": 310, "userfaultfd": 323, "unshare": 272, "setns": 308, "mount": 165,
		"umount2": 166, "pivot_root": 155, "fsopen": 430, "open_tree": 428, "open_by_handle_at": 304, "reboot": 169,
		"kexec_load": 246, "swapon": 167, "syslog": 103, "name_to_handle_at": 303,
	}
	for name, number := range numbers {
		_, _, errno := syscall.RawSyscall(number, 1, uintptr(unsafe.Pointer(&params[0])), 0)
		fmt.Println(name, errno == syscall.EPERM)
	}
	_, _, errno := syscall.RawSyscall(56, 0x10000000|uintptr(syscall.SIGCHLD), 0, 0)
	fmt.Println("clone newuser", errno == syscall.EPERM)
}
`
  test('is ours: every call on the list is refused', async () => {
    let seen = ''
    const box = await launch({
      files: [
        { path: 'go.mod', content: 'module probe\n\ngo 1.24\n' },
        { path: 'main.go', content: probe },
      ],
      command: ['go', 'run', '.'],
      limits: { wallMs: 30_000, memoryMiB: 512, pids: 128, outputKiB: 16 },
      onOutput: (_stream, chunk) => (seen += chunk.toString('utf8')),
    })
    const end = await box.ended
    expect(end.exitCode, seen).toBe(0)
    const lines = seen.trim().split('\n')
    expect(lines).toHaveLength(26)
    expect(lines.filter((line) => !line.endsWith(' true'))).toEqual([])
  })
})

describe('boxes that nobody looks after', () => {
  test('are removed: those of an earlier life, and those past their time; others stay', async () => {
    const { docker, owner, execution } = fixture
    const labels = (life: string, worker: string, expires: number) => ({
      'fairtime.installation': owner.installationId,
      'fairtime.worker': worker,
      'fairtime.life': life,
      'fairtime.expires': String(expires),
    })
    const nowS = Math.ceil(Date.now() / 1_000)
    const create = (Labels: Record<string, string>) =>
      docker.createContainer({
        Image: execution.images.prober,
        Cmd: ['--', 'sleep', '60'],
        Labels,
        HostConfig: { NetworkMode: 'none' },
      })
    const doomed = [
      await create(labels('earlier', owner.workerId, nowS + 600)),
      await create(labels('theirs', 'a sibling', nowS - 1)),
    ]
    const kept = [await create(labels('theirs', 'a sibling', nowS + 600)), await create({})]
    expect(await fixture.sandbox.reap(Date.now())).toBe(2)
    for (const box of doomed) await expect(box.inspect()).rejects.toMatchObject({ statusCode: 404 })
    for (const box of kept) {
      await box.inspect()
      await box.remove({ force: true })
    }
  })
})
