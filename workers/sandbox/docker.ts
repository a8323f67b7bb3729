import Docker from 'dockerode'
import { Writable } from 'node:stream'
import { connectionOf } from './docker-address.ts'
import { MarkedStream, newEndMark, type ToldEnd } from './end-mark.ts'
import { packFiles, writeOrder } from './pack-files.ts'
import { boxLabels, boxPolicy, type BoxOwner } from './limits.ts'
import { isLeftBehind } from './reaper.ts'
import {
  EngineError,
  type Box,
  type BoxEnd,
  type BoxPlan,
  type BoxSpec,
  type EndedBy,
  type Sandbox,
  type WaitingBox,
} from './sandbox.ts'

const callTimeoutMs = 20_000
const pingTimeoutMs = 5_000
/** How long the last bytes of a dead box may take to arrive. */
const drainTimeoutMs = 2_000
/** A box ends itself this long after the worker should have ended it. */
const expireGraceMs = 30_000

interface DockerDeps {
  dockerHost: string
  owner: BoxOwner
  now: () => number
}

/** The only user of the engine's API. */
export function openDockerSandbox(deps: DockerDeps): Sandbox {
  const docker = new Docker(connectionOf(deps.dockerHost))
  const seats = new Set<number>()
  const openDeps = { ...deps, docker, seats }
  return {
    prepare: (shape, lifeMs) =>
      makeBox(openDeps, {
        ...nothingYet,
        ...shape,
        limits: { ...shape.limits, wallMs: lifeMs, outputKiB: 0 },
      }),
    open: async (spec) => (await makeBox(openDeps, spec)).begin(spec),
    isReachable: () =>
      within(pingTimeoutMs, 'ping', docker.ping()).then(
        () => true,
        () => false,
      ),
    reap: (nowMs) => reap(docker, deps.owner, nowMs),
  }
}

type OpenDeps = DockerDeps & { docker: Docker; seats: Set<number> }

const nothingYet = { runId: 'waiting', command: [], env: {} }

/** Command and environment are no part of the container: whether a box waited or not, its policy is the same. */
async function makeBox(deps: OpenDeps, spec: BoxPlan): Promise<WaitingBox> {
  const seat = takeSeat(deps.seats)
  const release = () => deps.seats.delete(seat)
  const policy = boxPolicy({ ...spec, command: [], env: {} }, deps.owner, { index: seat, nowMs: deps.now() })
  let container: Docker.Container | undefined
  try {
    container = await within(callTimeoutMs, 'create', deps.docker.createContainer(policy))
    return await startBox({ docker: deps.docker, container, release })
  } catch (error) {
    if (container) await remove(container).catch(() => undefined)
    release()
    throw error
  }
}

interface MadeBox {
  docker: Docker
  container: Docker.Container
  release: () => void
}

/** Attached before it starts, so that no byte is missed, and drained to the end: a paused stream wedges the engine. */
async function startBox({ docker, container, release }: MadeBox): Promise<WaitingBox> {
  const attachOptions = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true }
  const stream = await within(callTimeoutMs, 'attach', container.attach(attachOptions))
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
  await within(callTimeoutMs, 'start', container.start())
  let isAlive = true
  // Asked once, for the whole life of the box: its death is known whether or not it has a run.
  const exited = container.wait().finally(() => (isAlive = false))
  exited.catch(() => undefined)
  let closing: Promise<void> | undefined
  const close = () => {
    // Its type hides that it is a socket.
    if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy()
    return (closing ??= remove(container).finally(release))
  }
  const begin = async (spec: BoxSpec): Promise<Box> => {
    onOutput = spec.onOutput
    const order = writeOrder(spec, { expireMs: spec.limits.wallMs + expireGraceMs, endMark })
    const archive = await packFiles(spec.files)
    stream.end(Buffer.concat([Buffer.from(order), archive]))
    return { id: container.id, close, ...follow({ container, exited, told, flushed }, spec.limits.wallMs) }
  }
  return { id: container.id, isAlive: () => isAlive, begin, close }
}

interface Running {
  container: Docker.Container
  exited: Promise<unknown>
  /** Process 1's own word of the end, once both streams have come to theirs. */
  told: Promise<ToldEnd>
  /** Every byte has been passed on. */
  flushed: Promise<void>
}

/** Looks after a box from the moment its run was handed over. */
function follow({ container, exited, told, flushed }: Running, wallMs: number): Pick<Box, 'ended' | 'stop'> {
  const startedAt = performance.now()
  let endedBy: EndedBy = 'itself'
  const stop = (why: EndedBy) => {
    if (endedBy !== 'itself') return
    endedBy = why
    within(callTimeoutMs, 'kill', container.kill()).catch(() => undefined)
  }
  const wall = setTimeout(stop, wallMs, 'wall')
  const watch = async (): Promise<BoxEnd> => {
    try {
      const end = await within(wallMs + callTimeoutMs, 'wait', Promise.race([told, exited.then(() => null)]))
      const durationMs = performance.now() - startedAt
      if (end !== null && end.outOfMemoryCount !== null) {
        const isOutOfMemory = end.outOfMemoryCount > 0
        return { endedBy, exitCode: end.exitCode, isOutOfMemory, durationMs }
      }
      await within(callTimeoutMs, 'wait', exited)
      await within(drainTimeoutMs, 'drain', flushed).catch(() => undefined)
      const { State } = await within(callTimeoutMs, 'inspect', container.inspect())
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

async function remove(container: Docker.Container): Promise<void> {
  try {
    await within(callTimeoutMs, 'remove', container.remove({ force: true, v: true }))
  } catch (error) {
    if (!isAlreadyGone(error)) throw error
  }
}

async function reap(docker: Docker, owner: BoxOwner, nowMs: number): Promise<number> {
  const filters = { label: [`${boxLabels.installation}=${owner.installationId}`] }
  const boxes = await within(callTimeoutMs, 'list', docker.listContainers({ all: true, filters }))
  const leftBehind = boxes.filter((box) => isLeftBehind(box.Labels, owner, nowMs))
  await Promise.all(leftBehind.map((box) => remove(docker.getContainer(box.Id))))
  return leftBehind.length
}

function takeSeat(seats: Set<number>): number {
  let index = 0
  while (seats.has(index)) index++
  seats.add(index)
  return index
}

function isAlreadyGone(error: unknown): boolean {
  const status = causeStatus(error)
  return status === 404 || status === 409
}

function causeStatus(error: unknown): number | null {
  const cause = error instanceof EngineError ? error.cause : error
  if (typeof cause !== 'object' || cause === null || !('statusCode' in cause)) return null
  return typeof cause.statusCode === 'number' ? cause.statusCode : null
}

/** Bounds a call to the engine and names it, so that a hung engine is seen as one. */
async function within<T>(timeoutMs: number, call: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new EngineError(`Docker did not answer "${call}" within ${timeoutMs} ms.`))
    timer = setTimeout(fail, timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } catch (cause) {
    if (cause instanceof EngineError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EngineError(`Docker refused "${call}": ${reason}`, { cause })
  } finally {
    clearTimeout(timer)
  }
}
