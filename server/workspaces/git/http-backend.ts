import { spawn } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { gitEnvironment } from './config.ts'

export interface BackendCall {
  dir: string
  /** After the repository: `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  path: string
  method: string
  query: string
  contentType: string
  protocol: string
  body: Buffer
  /** A sentence with which a push is turned away; empty where it is welcome. */
  refusal: string
}

export interface BackendAnswer {
  status: number
  headers: [string, string][]
  body: Readable
  ended: Promise<void>
}

const checkPush = join(import.meta.dirname, 'check-push.ts')
const timeoutMs = 30_000
const maxHeadBytes = 16 * 1024
/** In the units of the shell: KiB of address space, seconds of processor time, 512-byte blocks of one file. Git alone is held by
 * them, and no code of a candidate, so soft limits do; the check of a push lifts the first for itself. */
const limited = 'ulimit -S -v 2097152; ulimit -S -t 20; ulimit -S -f 131072; exec git http-backend'

/** Speaks CGI with git's own HTTP server, once. Its memory, time and files are bounded, so a hostile pack ends itself alone. */
export async function callBackend(call: BackendCall): Promise<BackendAnswer> {
  const child = spawn('sh', ['-c', limited], {
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: dirname(call.dir),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${basename(call.dir)}${call.path}`,
      REQUEST_METHOD: call.method,
      QUERY_STRING: call.query,
      CONTENT_TYPE: call.contentType,
      CONTENT_LENGTH: String(call.body.length),
      GIT_PROTOCOL: call.protocol,
      REMOTE_USER: 'candidate',
      FAIRTIME_REFUSAL: call.refusal,
      FAIRTIME_NODE: process.execPath,
      FAIRTIME_CHECK_PUSH: checkPush,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  }).finally(() => clearTimeout(timer))
  child.stdin.on('error', () => undefined)
  child.stdin.end(call.body)
  return { ...(await readHead(child.stdout)), ended }
}

/** Reads up to the blank line and puts back what follows it. */
async function readHead(output: Readable): Promise<Omit<BackendAnswer, 'ended'>> {
  let head = Buffer.alloc(0)
  let end = -1
  while (end === -1 && head.length < maxHeadBytes) {
    const chunk = await nextChunk(output)
    if (chunk === null) break
    head = Buffer.concat([head, chunk])
    end = head.indexOf('\r\n\r\n')
  }
  if (end === -1) throw new Error('git http-backend ended without an answer')
  output.unshift(head.subarray(end + 4))
  const lines = head.subarray(0, end).toString('latin1').split('\r\n')
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()]
  })
  const status = fields.find(([name]) => name.toLowerCase() === 'status')?.[1]
  const headers = fields.filter(([name]) => name.toLowerCase() !== 'status')
  return { status: status === undefined ? 200 : Number.parseInt(status, 10), headers, body: output }
}

async function nextChunk(output: Readable): Promise<Buffer | null> {
  for (;;) {
    const chunk: unknown = output.read()
    if (Buffer.isBuffer(chunk)) return chunk
    if (output.readableEnded) return null
    await new Promise<void>((resolve) => {
      const go = () => {
        output.off('readable', go).off('end', go).off('error', go)
        resolve()
      }
      output.on('readable', go).on('end', go).on('error', go)
    })
  }
}
