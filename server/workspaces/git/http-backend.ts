import { createWriteStream } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { spawnGit } from './git-process.ts'

export interface BackendCall {
  dir: string
  /** After the repository: `/info/refs` or `/git-upload-pack`. */
  path: string
  method: string
  query: string
  contentType: string
  protocol: string
  body: Buffer
}

export interface BackendAnswer {
  status: number
  headers: [string, string][]
  /** The file that holds the rest. */
  file: string
}

const timeoutMs = 30_000
const maxHeadBytes = 16 * 1024

/**
 * Speaks CGI with git's own HTTP server, once, and puts the answer into a file: git has ended before anything is sent, however
 * slowly it is read.
 */
export async function callBackend(call: BackendCall): Promise<BackendAnswer> {
  const { child, stop } = spawnGit(['http-backend'], {
    env: {
      GIT_PROJECT_ROOT: dirname(call.dir),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${basename(call.dir)}${call.path}`,
      REQUEST_METHOD: call.method,
      QUERY_STRING: call.query,
      CONTENT_TYPE: call.contentType,
      CONTENT_LENGTH: String(call.body.length),
      GIT_PROTOCOL: call.protocol,
      REMOTE_USER: 'candidate',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeoutMs,
  })
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('git http-backend has no pipes')
  stdin.on('error', () => undefined)
  stdin.end(call.body)
  try {
    const head = await readHead(stdout)
    const file = join(call.dir, 'answer')
    await pipeline(stdout, createWriteStream(file))
    return { ...head, file }
  } finally {
    stop()
  }
}

/** Reads up to the blank line and puts back what follows it. */
async function readHead(output: Readable): Promise<Omit<BackendAnswer, 'file'>> {
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
  return { status: status === undefined ? 200 : Number.parseInt(status, 10), headers }
}

async function nextChunk(output: Readable): Promise<Buffer | null> {
  for (;;) {
    const chunk: unknown = output.read()
    if (Buffer.isBuffer(chunk)) return chunk
    if (output.readableEnded || output.destroyed) return null
    await new Promise<void>((resolve) => {
      const go = () => {
        output.off('readable', go).off('end', go).off('error', go).off('close', go)
        resolve()
      }
      output.on('readable', go).on('end', go).on('error', go).on('close', go)
    })
  }
}
