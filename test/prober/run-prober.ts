import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:net'
import { fileURLToPath } from 'node:url'
import { proberFrameSchema, type EvidenceCard, type ProberFrame } from '#contracts/evidence.ts'

const entry = fileURLToPath(new URL('../../prober-kit/run.ts', import.meta.url))

export type ProberRun = {
  frames: ProberFrame[]
  cards: EvidenceCard[]
  stderr: string
  exitCode: number | null
}

type ProberOptions = {
  directory: string
  candidatePort: number
  upstreamPort: number
  env?: Record<string, string>
}

/** Runs the prober as a process of its own, and parses every line of its standard output with the contract. */
export async function runProber(options: ProberOptions): Promise<ProberRun> {
  const child = spawn(process.execPath, [entry], {
    cwd: options.directory,
    env: {
      PATH: process.env['PATH'],
      CANDIDATE_URL: `http://127.0.0.1:${options.candidatePort}`,
      UPSTREAM_PORT: String(options.upstreamPort),
      READY_TIMEOUT_MS: '10000',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
  const frames = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => proberFrameSchema.parse(JSON.parse(line)))
  const cards = frames.flatMap((frame) => (frame.type === 'card' ? [frame.card] : []))
  return { frames, cards, stderr, exitCode: await ended }
}

/** Two ports that were free a moment ago. */
export async function freePorts(): Promise<[number, number]> {
  const servers = await Promise.all([listen(createServer()), listen(createServer())])
  const [first = 0, second = 0] = servers.map(portOf)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [first, second]
}

export function listen<S extends Server>(server: S): Promise<S> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

export function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port')
  return address.port
}

export function boxDirectory(name: string): string {
  return fileURLToPath(new URL(`./boxes/${name}`, import.meta.url))
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
