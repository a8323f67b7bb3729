import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export type DockerCli = {
  dockerHost: string
  /** Ends whatever call is under way. */
  signal?: AbortSignal
}

type Call = {
  args: string[]
  stdin?: Readable
  onLine?: (line: string) => void
  timeoutMs?: number
}

export type DockerAnswer = {
  ok: boolean
  /** No answer came in time, so nothing is known. */
  isLate: boolean
  stdout: string
  lastLines: string
}

const keptErrorLines = 30
/** For questions; what has work to do says how long it may take. */
const answerTimeoutMs = 20_000

/** Runs the docker command. A non-zero exit is an answer, not an error; only a missing or an aborted command throws. */
export async function docker(cli: DockerCli, call: Call): Promise<DockerAnswer> {
  const child = spawn('docker', call.args, {
    env: { ...process.env, DOCKER_HOST: cli.dockerHost, DOCKER_BUILDKIT: '0', DOCKER_CLI_HINTS: 'false' },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: call.timeoutMs ?? answerTimeoutMs,
    killSignal: 'SIGKILL',
    signal: cli.signal,
  })
  const stdout: string[] = []
  const lastLines: string[] = []
  const takeLine = (line: string) => {
    lastLines.push(line)
    if (lastLines.length > keptErrorLines) lastLines.shift()
    call.onLine?.(line)
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text))
  splitLines(child.stdout, takeLine)
  splitLines(child.stderr.setEncoding('utf8'), takeLine)
  child.stdin.on('error', () => child.stdin.destroy())
  if (call.stdin) call.stdin.pipe(child.stdin)
  else child.stdin.end()
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(error.name === 'AbortError' ? error : missingCommand(error)))
    child.once('close', (exitCode) => resolve(exitCode))
  })
  const isLate = child.signalCode === 'SIGKILL'
  return { ok: code === 0, isLate, stdout: stdout.join('').trim(), lastLines: lastLines.join('\n') }
}

/** The same, where anything but success is our own failure. */
export async function dockerOrThrow(cli: DockerCli, call: Call): Promise<string> {
  const answer = await docker(cli, call)
  if (!answer.ok) throw new Error(`docker ${call.args[0]} ${complaintOf(answer)}`)
  return answer.stdout
}

/** The id of an image, or undefined when the engine has none of this name. An engine that says nothing is no such answer. */
export async function findImageId(cli: DockerCli, tag: string): Promise<string | undefined> {
  const answer = await docker(cli, { args: ['image', 'inspect', '--format', '{{.Id}}', tag] })
  if (answer.isLate) throw new Error(`docker image inspect ${complaintOf(answer)}`)
  return answer.ok ? answer.stdout : undefined
}

function complaintOf({ isLate, lastLines }: DockerAnswer): string {
  return isLate ? 'got no answer in time' : `failed:\n${lastLines}`
}

function splitLines(stream: Readable, take: (line: string) => void): void {
  let rest = ''
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim()) take(line)
  })
  stream.on('end', () => {
    if (rest.trim()) take(rest)
  })
}

function missingCommand(cause: Error): Error {
  return new Error('The docker command is missing: install docker.io, or put docker on the PATH.', { cause })
}
