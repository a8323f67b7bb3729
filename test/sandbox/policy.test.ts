import type { ContainerInspectInfo } from 'dockerode'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { policyDrifts } from '../../cli/corpus/golden-policy.ts'
import { watchBoxes } from '../../cli/corpus/watch-boxes.ts'
import type { Box, BoxSpec } from '../../workers/sandbox/sandbox.ts'
import { dockerHost, openSandboxFixture, type SandboxFixture } from './sandbox-fixture.ts'

type Inspected = ContainerInspectInfo
const bind = { Type: 'bind', Source: '/', Destination: '/host' } as const

let fixture: SandboxFixture
const open: Pick<Box, 'close'>[] = []
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => {
  for (const box of open.reverse()) await box.close()
  expect(await fixture.countBoxes()).toBe(0)
})

const shapeOf = () => {
  const { role, image, limits, cpus } = specOf({})
  return { role, image, limits, cpus }
}

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
  test('whether it was opened, waited for its run, or shares the network of another', async () => {
    const watch = watchBoxes(fixture.sandbox, { cli: { dockerHost }, owner: fixture.owner })
    const candidate = await watch.sandbox.open(specOf({}))
    const image = fixture.execution.images.prober
    const prober = await watch.sandbox.open(specOf({ role: 'prober', image, sharesNetworkOf: candidate }))
    const waiting = await watch.sandbox.prepare(shapeOf(), 60_000)
    const used = await (await watch.sandbox.prepare(shapeOf(), 60_000)).begin(specOf({}))
    open.push(candidate, prober, waiting, used)
    const ids = [candidate, prober, waiting, used].map((box) => box.id)
    expect(await watch.takeSeen()).toEqual({ ids, drifts: [] })
  })

  test('and a box that does not is told of', async () => {
    const another = { ...fixture.owner, bootId: 'another' }
    const watch = watchBoxes(fixture.sandbox, { cli: { dockerHost }, owner: another })
    open.push(await watch.sandbox.open(specOf({})))
    const { drifts } = await watch.takeSeen()
    expect(drifts).toEqual([
      expect.stringMatching(/candidate.s box of run a-run: Labels is .*boot":"another"/),
    ])
  })

  const drifts: [string, (box: Inspected) => void][] = [
    ['User', (box) => (box.Config.User = '0:0')],
    ['User', (box) => (box.Config.User = '10501:10501')],
    ['User', (box) => (box.Config.User = '10001:0')],
    ['Config.Volumes', (box) => (box.Config.Volumes = { '/data': {} })],
    ['Config.Cmd', (box) => box.Config.Cmd.push('sh')],
    ['Config.Entrypoint', (box) => (box.Config.Entrypoint = ['/bin/sh'])],
    ['Config.Tty', (box) => (box.Config.Tty = true)],
    ['Config.Hostname', (box) => (box.Config.Hostname = 'db')],
    ['Env', (box) => box.Config.Env.push('TOKEN=secret')],
    ['Labels', (box) => (box.Config.Labels['more'] = '1')],
    ['Labels', (box) => delete box.Config.Labels['fairtime.expires']],
    ['Labels', (box) => (box.Config.Labels['fairtime.expires'] = 'never')],
    ['Labels', (box) => (box.Config.Labels['fairtime.expires'] = '9999999999')],
    ['Mounts', (box) => box.Mounts.push({ ...bind, Mode: '', RW: true, Propagation: '' })],
    ['Networks', (box) => (box.NetworkSettings.Networks = { bridge: box.NetworkSettings.Networks['none']! })],
    ['Ports', (box) => (box.NetworkSettings.Ports = { '80/tcp': [] })],
    ['MaskedPaths', (box) => (box.HostConfig.MaskedPaths = [])],
    ['ReadonlyPaths', (box) => (box.HostConfig.ReadonlyPaths = [])],
    ['HostConfig.Binds', (box) => (box.HostConfig.Binds = ['/:/host'])],
    ['HostConfig.Mounts', (box) => (box.HostConfig.Mounts = [{ ...bind, Target: bind.Destination }])],
    ['HostConfig.VolumesFrom', (box) => (box.HostConfig.VolumesFrom = ['db'])],
    ['HostConfig.Devices', (box) => (box.HostConfig.Devices = [{ PathOnHost: '/dev/kvm' }])],
    ['HostConfig.DeviceRequests', (box) => (box.HostConfig.DeviceRequests = [{ Count: -1 }])],
    ['HostConfig.CapAdd', (box) => (box.HostConfig.CapAdd = ['SYS_ADMIN'])],
    ['HostConfig.CapDrop', (box) => (box.HostConfig.CapDrop = ['NET_RAW'])],
    ['HostConfig.Privileged', (box) => (box.HostConfig.Privileged = true)],
    ['HostConfig.SecurityOpt', (box) => box.HostConfig.SecurityOpt?.shift()],
    ['HostConfig.SecurityOpt', (box) => box.HostConfig.SecurityOpt?.splice(1, 1, 'seccomp=unconfined')],
    ['HostConfig.ReadonlyRootfs', (box) => (box.HostConfig.ReadonlyRootfs = false)],
    ['HostConfig.Tmpfs', (box) => (box.HostConfig.Tmpfs!['/var'] = 'rw')],
    ['HostConfig.Ulimits', (box) => box.HostConfig.Ulimits?.pop()],
    ['HostConfig.PidsLimit', (box) => (box.HostConfig.PidsLimit = 0)],
    ['HostConfig.Memory', (box) => (box.HostConfig.Memory = 0)],
    ['HostConfig.MemorySwap', (box) => (box.HostConfig.MemorySwap = -1)],
    ['HostConfig.NanoCpus', (box) => (box.HostConfig.NanoCpus = 0)],
    ['HostConfig.NetworkMode', (box) => (box.HostConfig.NetworkMode = 'host')],
    ['HostConfig.IpcMode', (box) => (box.HostConfig.IpcMode = 'host')],
    ['HostConfig.PidMode', (box) => (box.HostConfig.PidMode = 'host')],
    ['HostConfig.UsernsMode', (box) => (box.HostConfig.UsernsMode = 'host')],
    ['HostConfig.CgroupParent', (box) => (box.HostConfig.CgroupParent = '/other')],
    ['HostConfig.LogConfig', (box) => (box.HostConfig.LogConfig = { Type: 'json-file', Config: {} })],
    ['HostConfig.RestartPolicy', (box) => (box.HostConfig.RestartPolicy = { Name: 'always' })],
    ['HostConfig.PortBindings', (box) => (box.HostConfig.PortBindings = { '80/tcp': [{ HostPort: '80' }] })],
    ['HostConfig.AutoRemove', (box) => (box.HostConfig.AutoRemove = true)],
  ]
  test('where any one thing is another', async () => {
    const nowMs = Date.now()
    const plan = specOf({})
    const box = await launch({})
    const inspected = await fixture.docker.getContainer(box.id).inspect()
    const image = await fixture.docker.getImage(plan.image).inspect()
    const judge = (one: Inspected) => policyDrifts(one, image, { plan, owner: fixture.owner, nowMs })
    expect(judge(inspected)).toEqual([])
    for (const [name, change] of drifts) {
      const changed = structuredClone(inspected)
      change(changed)
      expect(judge(changed)).toContainEqual(expect.stringMatching(new RegExp(`^${name}\\b.* is `)))
    }
  })

  test('as the kernel shows it from inside', async () => {
    let seen = ''
    let said = ''
    const box = await launch({
      command: [
        'sh',
        '-c',
        'grep -E "^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp):" /proc/self/status; ls /sys/class/net; env | grep -c SECRET; touch /x',
      ],
      onOutput: (stream, chunk) => (stream === 'stdout' ? (seen += chunk) : (said += chunk)),
    })
    await box.ended
    expect(seen).toMatch(/Uid:\s+1000\d\s/)
    expect(seen).toMatch(/CapEff:\s+0+\n/)
    expect(seen).toMatch(/CapBnd:\s+0+\n/)
    expect(seen).toMatch(/NoNewPrivs:\s+1\n/)
    expect(seen).toMatch(/Seccomp:\s+2\n/)
    expect(seen).toMatch(/\nlo\n0\n/)
    expect(said).toMatch(/Read-only file system/)
  })

  test('two open boxes never share a user id', async () => {
    const boxes = [await launch({}), await launch({})]
    const users = boxes.map(async (box) => (await fixture.docker.getContainer(box.id).inspect()).Config.User)
    expect(new Set(await Promise.all(users)).size).toBe(2)
  })
})

describe('boxes that nobody looks after', () => {
  test('are removed: those of an earlier life, and those past their time; others stay', async () => {
    const { docker, owner, execution } = fixture
    const labels = (bootId: string, worker: string, expires: number) => ({
      'fairtime.installation': owner.installationId,
      'fairtime.worker': worker,
      'fairtime.boot': bootId,
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
