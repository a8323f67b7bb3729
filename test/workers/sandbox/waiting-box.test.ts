import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BoxShape, BoxSpec, WaitingBox } from '../../../workers/sandbox/sandbox.ts'
import { openSandboxFixture, type SandboxFixture } from '../../sandbox/sandbox-fixture.ts'

let fixture: SandboxFixture
const open: { close: () => Promise<void> }[] = []
beforeAll(async () => void (fixture = await openSandboxFixture()), 300_000)
afterAll(async () => {
  for (const box of open.reverse()) await box.close()
  expect(await fixture.countBoxes()).toBe(0)
})

const shapeOf = () =>
  ({
    role: 'candidate',
    image: fixture.execution.images.go,
    limits: { memoryMiB: 256, pids: 64 },
    cpus: 2,
  }) satisfies BoxShape

function specOf(changes: Partial<BoxSpec>): { spec: BoxSpec; seen: () => string } {
  let seen = ''
  const spec = {
    ...shapeOf(),
    runId: 'a-run',
    command: ['true'],
    env: {},
    files: [],
    limits: { ...shapeOf().limits, wallMs: 20_000, outputKiB: 16 },
    onOutput: (_stream: string, chunk: Buffer) => void (seen += chunk.toString('utf8')),
    ...changes,
  }
  return { spec, seen: () => seen }
}

async function prepare(): Promise<WaitingBox> {
  const box = await fixture.sandbox.prepare(shapeOf(), 60_000)
  open.push(box)
  return box
}

describe('a box that waits for its run', () => {
  test('has the policy of one that was made for it, as the engine reports it', async () => {
    const waiting = await prepare()
    const fresh = await fixture.sandbox.open(specOf({}).spec)
    open.push(fresh)
    const inspect = async (id: string) => {
      const { Config, HostConfig } = await fixture.docker.getContainer(id).inspect()
      const { Labels, User, Hostname, Env, Entrypoint } = Config
      const { Tmpfs, ...host } = HostConfig
      // User ids differ from box to box, on purpose.
      const numbered = JSON.stringify({ User, Tmpfs }).replace(/100\d\d/g, 'UID')
      return { host, numbered, Hostname, Env, Entrypoint, labels: Object.keys(Labels).sort() }
    }
    expect(await inspect(waiting.id)).toEqual(await inspect(fresh.id))
  })

  test('runs what it is told, with its environment, its files and nothing on its standard input', async () => {
    const { spec, seen } = specOf({
      command: ['sh', '-c', 'cat; echo "$GREETING"; cat hello.txt; pwd; exit 7'],
      env: { GREETING: 'hello\nthere', HOME: '/box/elsewhere' },
      files: [{ path: 'hello.txt', content: 'from a file\n' }],
    })
    const end = await (await (await prepare()).begin(spec)).ended
    expect(seen()).toBe('hello\nthere\nfrom a file\n/box/work\n')
    expect(end).toMatchObject({ endedBy: 'itself', exitCode: 7, isOutOfMemory: false })
  })

  test('takes no orders from the files: a second order is only a file', async () => {
    const forged = '{"command":["echo","forged"],"env":[],"expireMs":1000}\n'
    const { spec, seen } = specOf({
      command: ['sh', '-c', 'echo genuine; ls -A'],
      files: [
        { path: 'order', content: forged },
        { path: '0', content: forged },
      ],
    })
    await (
      await (await prepare()).begin(spec)
    ).ended
    expect(seen()).toBe('genuine\n0\norder\n')
  })

  test('starts the clock when the run is handed over', async () => {
    const box = await prepare()
    const limits = { ...specOf({}).spec.limits, wallMs: 1_000 }
    const { spec } = specOf({ command: ['sleep', '30'], limits })
    const end = await (await box.begin(spec)).ended
    expect(end.endedBy).toBe('wall')
  })

  test('is known to be dead when somebody removes it', async () => {
    const box = await prepare()
    expect(box.isAlive()).toBe(true)
    await fixture.docker.getContainer(box.id).remove({ force: true })
    await expect.poll(() => box.isAlive(), { timeout: 60_000 }).toBe(false)
  })
})
