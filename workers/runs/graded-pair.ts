import { setTimeout as delay } from 'node:timers/promises'
import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { ExecuteDeps, RunWatch } from './execution.ts'
import { ProberFrames, type ProberReport } from './prober-frames.ts'
import { LineSplitter, OutputKeeper, StreamDecoders } from '../sandbox/output.ts'
import type { Box, BoxEnd, BoxShape, BoxSpec } from '../sandbox/sandbox.ts'
import type { SandboxImages } from '../../sandbox-images/build.ts'

const kibibyte = 1024
const candidatePort = 8_080
const upstreamPort = 9_090
/** The candidate's own limit ends a run; the prober only outlives it for the last frame. */
const proberExtraMs = 5_000
/** What the remaining checks may still take once the program is gone: each of them fails at its first request. */
const afterDeathMs = 10_000
/** The engine knows of an end a moment before we are told. */
const endKnownWithinMs = 2_000
const proberLimits = { memoryMiB: 512, pids: 64, outputKiB: 1_024 } as const
/** One core, whatever the host has: the same code meets the same conditions each time. */
const cpus = 1

/** The two boxes that a graded run asks for; such a pair may wait for it. */
export function gradedShapes(images: SandboxImages, run: Pick<ClaimedRun, 'language' | 'limits'>) {
  const image = images[run.language]
  return {
    candidate: { role: 'candidate', image, limits: run.limits, cpus },
    prober: { role: 'prober', image: images.prober, limits: proberLimits, cpus },
  } satisfies Record<string, BoxShape>
}

interface PairCall {
  run: ClaimedRun
  graded: NonNullable<ClaimedRun['graded']>
  watch: Pick<RunWatch, 'signal' | 'onPhase'>
  /** How the program is built and started, and who takes what it prints. */
  program: {
    command: readonly string[]
    env: Readonly<Record<string, string>>
    /** Takes what it prints; answers whether it may go on printing. */
    takeOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => boolean
    /** Its last words matter too: once it was stopped, they are waited for. */
    isHeardOut?: boolean
  }
}

/** What both boxes did. `candidateEnd` is null while the program still ran when the prober was done. */
export interface PairEnds {
  candidateEnd: BoxEnd | null
  proberEnd: BoxEnd
  word: ProberReport
  image: string
}

/** Runs a program in one box and probes it over HTTP from another that shares only its loopback interface. */
export async function runPair(deps: ExecuteDeps, call: PairCall): Promise<PairEnds> {
  const { run, graded, watch } = call
  const boxes: Box[] = []
  const stopBoxes = () => boxes.forEach((box) => box.stop('stopped'))
  watch.signal.addEventListener('abort', stopBoxes)
  try {
    watch.onPhase('building')
    const candidate = await openCandidate(deps, call)
    boxes.push(candidate)
    const prober = await openProber(deps, { run, graded, watch, candidate }).catch((error: unknown) =>
      probeNothing(candidate, graded.checkIds, error),
    )
    boxes.push(prober.box)
    if (watch.signal.aborted) stopBoxes()
    const ends = await waitForBoth(candidate, prober)
    if (call.program.isHeardOut === true) await candidate.ended
    watch.onPhase('collecting')
    const word = prober.word()
    if (word.fault !== null || prober.complaint() !== '') {
      deps.log.info({ fault: word.fault, stderr: prober.complaint() }, 'prober')
    }
    return { ...ends, word, image: gradedShapes(deps.images, run).candidate.image }
  } finally {
    watch.signal.removeEventListener('abort', stopBoxes)
    // The prober first: it lives in the network namespace of the other.
    for (const box of boxes.reverse()) await box.close()
  }
}

async function openCandidate(deps: ExecuteDeps, { run, program }: PairCall): Promise<Box> {
  const box: Box = await deps.sandbox.open({
    ...gradedShapes(deps.images, run).candidate,
    runId: run.runId,
    command: program.command,
    env: {
      ...program.env,
      PORT: String(candidatePort),
      UPSTREAM_URL: `http://127.0.0.1:${upstreamPort}`,
    },
    files: run.files,
    limits: run.limits,
    onOutput: (stream, chunk) => {
      if (!program.takeOutput(stream, chunk)) box.stop('output')
    },
  })
  return box
}

type ProberCall = Omit<PairCall, 'program'> & { candidate: Box }

interface OpenProber {
  box: Box
  isReady: () => boolean
  word: () => ProberReport
  complaint: () => string
}

async function openProber(deps: ExecuteDeps, call: ProberCall): Promise<OpenProber> {
  const { run, graded, watch, candidate } = call
  const frames = new ProberFrames(graded.checkIds)
  const lines = new LineSplitter((line) => {
    frames.takeLine(line)
    if (frames.isReady) watch.onPhase('testing')
  })
  const complaints = new OutputKeeper(4 * kibibyte, () => undefined)
  const decoders = new StreamDecoders()
  let frameBytes = 0
  const spec: BoxSpec = {
    ...gradedShapes(deps.images, run).prober,
    runId: run.runId,
    command: ['node', 'kit/run.ts'],
    env: {
      CANDIDATE_URL: `http://127.0.0.1:${candidatePort}`,
      UPSTREAM_PORT: String(upstreamPort),
      // A program that builds but never listens is told apart from one that met its time limit.
      READY_TIMEOUT_MS: String(Math.floor(run.limits.wallMs / 2)),
    },
    files: [...deps.proberKit, ...graded.probeFiles.map(underProbes)],
    limits: { ...proberLimits, wallMs: run.limits.wallMs + proberExtraMs },
    sharesNetworkOf: candidate,
    onOutput: (stream, chunk) => {
      if (stream === 'stderr') complaints.take(decoders.write(stream, chunk))
      else if ((frameBytes += chunk.length) <= proberLimits.outputKiB * kibibyte) lines.take(chunk)
    },
  }
  const box = await deps.sandbox.open(spec)
  const word = () => {
    lines.end()
    return frames.word()
  }
  return { box, isReady: () => frames.isReady, word, complaint: () => complaints.text() }
}

/**
 * A program that ended at once, say because it does not compile, took its network with it before the prober could join. Then its
 * own end is the whole story. While it still runs, the engine's refusal stands.
 */
async function probeNothing(
  candidate: Box,
  checkIds: readonly string[],
  refusal: unknown,
): Promise<OpenProber> {
  const end = await Promise.race([candidate.ended, delay(endKnownWithinMs, null)])
  if (end === null) throw refusal
  const nothing = new ProberFrames(checkIds).word()
  const box: Box = {
    id: 'none',
    ended: Promise.resolve(end),
    stop: () => undefined,
    close: async () => undefined,
  }
  return { box, isReady: () => false, word: () => nothing, complaint: () => '' }
}

/** A program that dies before it listens leaves nothing to probe; one that dies later leaves the checks to finish. */
async function waitForBoth(
  candidate: Box,
  prober: OpenProber,
): Promise<{ candidateEnd: BoxEnd | null; proberEnd: BoxEnd }> {
  const early = await Promise.race([candidate.ended, prober.box.ended.then(() => null)])
  const patienceMs = early === null || early.endedBy === 'wall' || !prober.isReady() ? 0 : afterDeathMs
  const enough = setTimeout(() => early !== null && prober.box.stop('stopped'), patienceMs)
  const proberEnd = await prober.box.ended
  clearTimeout(enough)
  if (early === null) candidate.stop('stopped')
  return { candidateEnd: early, proberEnd }
}

function underProbes(file: { path: string; content: string }) {
  return file.path.startsWith('probes/') ? file : { ...file, path: `probes/${file.path}` }
}
