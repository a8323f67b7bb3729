import Docker from 'dockerode'
import { Writable } from 'node:stream'
import { connectionOf } from './docker-address.ts'
import { EngineCalls, isAlreadyGone, LateEngineError, within } from './engine-calls.ts'
import { MarkedStream, newEndMark, type ToldEnd } from './end-mark.ts'
import { packFiles, writeOrder } from './pack-files.ts'
import { boxLabels, boxPolicy, type BoxOwner } from './limits.ts'
import { isLeftBehind, OverBoxes } from './reaper.ts'
import {
  type Box,
  type BoxEnd,
  type BoxPlan,
  type BoxSpec,
  type EndedBy,
  type Sandbox,
  type WaitingBox,
} from './sandbox.ts'

const pingTimeoutMs = 5_000
/** How long the last bytes of a dead box may take to arrive. */
const drainTimeoutMs = 2_000
/** A box ends itself this long after the worker should have ended it. */
const expireGraceMs = 30_000

interface DockerDeps {
  dockerHost: string
  owner: BoxOwner
  now: () => number
  /** Told when the engine hangs or fails again and again, although it may still answer a ping. */
  onTrouble?: (problem: string) => void
}

/** The only user of the engine's API. */
export function openDockerSandbox(deps: DockerDeps): Sandbox {
  const connection = connectionOf(deps.dockerHost)
  const docker = new Docker(connection)
  // Hangs up on an engine that does not answer: it is asked for as long as it takes, and must not cost a socket each time.
  const pinger = new Docker({ ...connection, timeout: pingTimeoutMs })
  const calls = new EngineCalls(deps.onTrouble ?? (() => undefined))
  const openDeps = { ...deps, docker, calls, slots: new Set<number>() }
  const reapDeps = { ...openDeps, over: new OverBoxes() }
  return {
    prepare: (shape, lifeMs) =>
      makeBox(openDeps, {
        ...nothingYet,
        ...shape,
        limits: { ...shape.limits, wallMs: lifeMs, outputKiB: 0 },
      }),
    open: async (spec) => (await makeBox(openDeps, spec)).begin(spec),
    isReachable: () =>
      within(pingTimeoutMs, 'ping', () => pinger.ping()).then(
        () => true,
        () => false,
      ),
    tryOut: async (image) => {
      const box = await makeBox(openDeps, { ...nothingYet, ...smallest, image })
      await box.close()
      await calls.ask('wait', () => box.exited)
    },
    reap: (nowMs) => reap(reapDeps, nowMs),
  }
}

type OpenDeps = DockerDeps & { docker: Docker; calls: EngineCalls; slots: Set<number> }

const nothingYet = { runId: 'waiting', command: [], env: {} }
const smallest = {
  role: 'prober',
  cpus: 1,
  limits: { memoryMiB: 64, pids: 16, wallMs: 60_000, outputKiB: 0 },
} as const

/** A box that waits, and what its end is known by. */
type MadeBox = WaitingBox & { exited: Promise<unknown> }

/** Command and environment are no part of the container: whether a box waited or not, its policy is the same. */
async function makeBox(deps: OpenDeps, spec: BoxPlan): Promise<MadeBox> {
  const { calls } = deps
  const slot = takeUidSlot(deps.slots)
  const release = () => deps.slots.delete(slot)
  const policy = boxPolicy({ ...spec, command: [], env: {} }, deps.owner, { index: slot, nowMs: deps.now() })
  const creating = deps.docker.createContainer(policy)
  try {
    const container = await calls.ask('create', () => creating)
    const box = await startBox({ docker: deps.docker, calls, container, release })
    calls.note(null)
    return box
  } catch (error) {
    const removed = creating.then((made) => remove(calls, made)).catch(() => undefined)
    const cleared = removed.finally(release)
    // A hung engine may still make it: whenever it comes, it goes.
    if (error instanceof LateEngineError) throw error
    await cleared
    // Beside a box that has ended there is nothing to join, and that is no fault of the engine.
    if (spec.sharesNetworkOf === undefined) calls.note(error)
    throw error
  }
}

interface CreatedBox {
  docker: Docker
  calls: EngineCalls
  container: Docker.Container
  release: () => void
}

/** Attached before it starts, so that no byte is missed, and drained to the end: a paused stream wedges the engine. */
async function startBox({ docker, calls, container, release }: CreatedBox): Promise<MadeBox> {
  const attachOptions = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true }
  const stream = await calls.ask('attach', (abortSignal) =>
    container.attach({ ...attachOptions, abortSignal }),
  )
  const drained = new Promise<void>((resolve) => stream.once('close', resolve).once('end', resolve))
  // A box that ends before it has read its files closes the stream under our hands; its end tells the story.
  stream.on('error', () => undefined)
  let onOutput: BoxSpec['onOutput'] = () => undefined
  const endMark = newEndMark()
  const stdout = new MarkedStream(endMark, (chunk) => onOutput('stdout', chunk))
  const stderr = new MarkedStream(endMark, (chunk) => onOutput('stderr', chunk))
  docker.modem.demuxStream(stream, sinkTo(stdout), sinkTo(stderr))
  const told = Promise.all([stdout.over, stderr.over]).then(([end]) => end)
  const flushed = drained.then(() => [stdout, stderr].forEach((output) => output.flush()))
  await calls.ask('start', (abortSignal) => container.start({ abortSignal }))
  const watch = watchExit(calls, container)
  let closing: Promise<void> | undefined
  const close = () => {
    // Its type hides that it is a socket.
    if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy()
    closing ??= remove(calls, container).finally(release)
    closing.then(watch.expectExit, watch.stopWatching)
    return closing
  }
  const begin = async (spec: BoxSpec): Promise<Box> => {
    onOutput = spec.onOutput
    const order = writeOrder(spec, { expireMs: spec.limits.wallMs + expireGraceMs, endMark })
    const archive = await packFiles(spec.files)
    stream.end(Buffer.concat([Buffer.from(order), archive]))
    return {
      id: container.id,
      close,
      ...follow({ calls, container, exited: watch.exited, told, flushed }, spec.limits.wallMs),
    }
  }
  return { id: container.id, isAlive: watch.isAlive, exited: watch.exited, begin, close }
}

/** Asked once, for as long as the box exists: its death is known whether or not it has a run. */
function watchExit(calls: EngineCalls, container: Docker.Container) {
  let isAlive = true
  const gone = new AbortController()
  const exited = container.wait({ abortSignal: gone.signal }).finally(() => (isAlive = false))
  exited.catch(() => undefined)
  return {
    exited,
    isAlive: () => isAlive,
    expectExit: () => calls.ask('wait', () => exited).catch(() => gone.abort()),
    stopWatching: () => gone.abort(),
  }
}

interface Running {
  calls: EngineCalls
  container: Docker.Container
  exited: Promise<unknown>
  /** Process 1's own word of the end, once both streams have come to theirs. */
  told: Promise<ToldEnd>
  /** Every byte has been passed on. */
  flushed: Promise<void>
}

/** Looks after a box from the moment its run was handed over. */
function follow(
  { calls, container, exited, told, flushed }: Running,
  wallMs: number,
): Pick<Box, 'ended' | 'stop'> {
  const startedAt = performance.now()
  let endedBy: EndedBy = 'itself'
  const stop = (why: EndedBy) => {
    if (endedBy !== 'itself') return
    endedBy = why
    calls.ask('kill', (abortSignal) => container.kill({ abortSignal })).catch(() => undefined)
  }
  const wall = setTimeout(stop, wallMs, 'wall')
  const watch = async (): Promise<BoxEnd> => {
    try {
      const toldOrGone = () => Promise.race([told, exited.then(() => null)])
      const end = await calls.ask('wait', toldOrGone, wallMs)
      const durationMs = performance.now() - startedAt
      if (end !== null && end.outOfMemoryCount !== null) {
        const isOutOfMemory = end.outOfMemoryCount > 0
        return { endedBy, exitCode: end.exitCode, isOutOfMemory, durationMs }
      }
      await calls.ask('wait', () => exited)
      await within(drainTimeoutMs, 'drain', () => flushed).catch(() => undefined)
      const { State } = await calls.ask('inspect', (abortSignal) => container.inspect({ abortSignal }))
      return { endedBy, exitCode: State.ExitCode, isOutOfMemory: State.OOMKilled, durationMs }
    } finally {
      clearTimeout(wall)
    }
  }
  const ended = watch()
  // Whoever opened the box awaits this; until then a failing engine must not end the whole worker.
  ended.catch(() => undefined)
  return { ended, stop }
}

/** Takes every byte at once and never asks the sender to wait. */
function sinkTo(output: MarkedStream): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      output.take(chunk)
      done()
    },
  })
}

async function remove(calls: EngineCalls, container: Docker.Container): Promise<void> {
  try {
    await calls.ask('remove', (abortSignal) => container.remove({ force: true, v: true, abortSignal }))
  } catch (error) {
    if (!isAlreadyGone(error)) throw error
  }
}

async function reap(
  { docker, calls, owner, over }: OpenDeps & { over: OverBoxes },
  nowMs: number,
): Promise<number> {
  const filters = { label: [`${boxLabels.installation}=${owner.installationId}`] }
  const boxes = await calls.ask('list', (abortSignal) =>
    docker.listContainers({ all: true, filters, abortSignal }),
  )
  const longOver = over.look(boxes, nowMs)
  const leftBehind = boxes.filter(({ Id, Labels }) => longOver.has(Id) || isLeftBehind(Labels, owner, nowMs))
  await Promise.all(leftBehind.map((box) => remove(calls, docker.getContainer(box.Id))))
  return leftBehind.length
}

function takeUidSlot(slots: Set<number>): number {
  let index = 0
  while (slots.has(index)) index++
  slots.add(index)
  return index
}
