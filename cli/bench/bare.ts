import { availableParallelism } from 'node:os'
import type { Sandbox } from '../../workers/sandbox/sandbox.ts'
import type { SandboxImages } from '../../sandbox-images/build.ts'
import { boxedCommand, compileCommand } from './boxed-command.ts'
import type { Workload } from './workloads.ts'

interface BareDeps {
  sandbox: Sandbox
  images: SandboxImages
}

const limitMs = 300_000

interface BareLoop {
  timesMs: number[]
  /** From the first run's beginning to the last one's end, without what it cost to start the box. */
  spanMs: number
}

/**
 * Runs the command again and again inside one running box, from a fresh copy of the files and an empty cache each time, and
 * times it in there. Whatever it costs to come to a box and back is left out.
 */
async function loop(
  deps: BareDeps,
  workload: Workload,
  { until, command, env }: ReturnType<typeof boxedCommand> & { until: string },
): Promise<BareLoop> {
  const script = `cp -r /box/work /box/copy
n=0; first=$(date +%s%N)
while ${until}; do
  rm -rf /box/tmp /box/work && mkdir /box/tmp && cp -r /box/copy /box/work && cd /box/work
  begin=$(date +%s%N); "$@" >/box/out 2>&1; code=$?; end=$(date +%s%N)
  if [ $code -ne 0 ]; then cat /box/out; exit 1; fi
  n=$((n + 1)); echo "took $(( (end - begin) / 1000 ))"
done
echo "span $(( ($(date +%s%N) - first) / 1000 ))"`
  let printed = ''
  const box = await deps.sandbox.open({
    role: 'candidate',
    runId: 'bench',
    image: deps.images[workload.language],
    command: ['sh', '-c', script, 'loop', ...command],
    env,
    files: Object.entries(workload.files).map(([path, content]) => ({ path, content })),
    limits: { ...workload.limits, wallMs: limitMs, outputKiB: 64 },
    cpus: 2,
    onOutput: (_stream, chunk) => (printed += chunk.toString('utf8')),
  })
  const end = await box.ended
  await box.close()
  if (end.exitCode !== 0) throw new Error(`The bare ${workload.name} loop failed: ${printed.slice(-2_000)}`)
  const timesMs = [...printed.matchAll(/^took (\d+)$/gm)].map((match) => Number(match[1]) / 1_000)
  return { timesMs, spanMs: Number(/^span (\d+)$/m.exec(printed)?.[1]) / 1_000 }
}

export async function bareLatencies(deps: BareDeps, workload: Workload, samples: number): Promise<number[]> {
  return (await loop(deps, workload, { ...boxedCommand(workload), until: untilDone(samples) })).timesMs
}

/** The same of compiling alone. */
export async function compileLatencies(
  deps: BareDeps,
  workload: Workload,
  samples: number,
): Promise<number[]> {
  return (await loop(deps, workload, { ...compileCommand(workload), until: untilDone(samples) })).timesMs
}

const untilDone = (samples: number) => `[ $n -lt ${samples} ]`

/** Runs a second of as many such loops as there are cores. */
export async function bareThroughput(deps: BareDeps, workload: Workload, seconds: number): Promise<number> {
  const until = `[ $(date +%s) -lt $\{stop:=$(($(date +%s) + ${seconds}))} ]`
  const loops = Array.from({ length: availableParallelism() }, () =>
    loop(deps, workload, { ...boxedCommand(workload), until }),
  )
  const rates = (await Promise.all(loops)).map(({ timesMs, spanMs }) => timesMs.length / (spanMs / 1_000))
  return rates.reduce((sum, rate) => sum + rate, 0)
}
