import { createServer, type Server, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testSettings } from '../support/run/settings.ts'
import { boxDirectory, freePorts, listen, portOf, runProber, type ProberRun } from './run-prober.ts'

const head = 'HTTP/1.1 200 OK\r\n'
const bomb = gzipSync(Buffer.alloc(20_000_000))

/** Writes the same bytes for as long as the other side takes them. */
function flood(socket: Socket, bytes: string): void {
  const block = bytes.repeat(Math.ceil(65_536 / bytes.length))
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  }
  socket.on('drain', more)
  more()
}

const answers: Record<string, (socket: Socket) => void> = {
  '/endless-body': (socket) => {
    socket.write(`${head}\r\n`)
    flood(socket, 'all work and no end ')
  },
  '/one-byte-a-while': (socket) => {
    socket.write(`${head}content-length: 1000000\r\n\r\n`)
    const timer = setInterval(() => socket.write('x'), 100)
    socket.on('close', () => clearInterval(timer))
  },
  '/many-headers': (socket) => {
    socket.write(head)
    flood(socket, 'x-more: yes\r\n')
  },
  '/huge-header': (socket) => {
    socket.write(`${head}x-long: `)
    flood(socket, 'long')
  },
  '/few-headers': (socket) => socket.end(`${head}content-length: 0\r\n${'x-more: yes\r\n'.repeat(63)}\r\n`),
  '/short-headers': (socket) => socket.end(`${head}content-length: 0\r\n${'x:\r\n'.repeat(64)}\r\n`),
  '/trailers': (socket) => {
    const trailers = 'x-more: yes\r\n'.repeat(64)
    socket.end(`${head}transfer-encoding: chunked\r\n\r\n0\r\n${trailers}\r\n`)
  },
  '/bad-chunks': (socket) => {
    socket.end(`${head}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n`)
  },
  '/gzip-bomb': (socket) => {
    socket.write(`${head}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`)
    socket.end(bomb)
  },
  '/redirect': (socket) => {
    socket.end('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n')
  },
  '/hang-up': (socket) => socket.destroy(),
  '/endless-interim': (socket) => flood(socket, 'HTTP/1.1 102 Processing\r\n\r\n'),
  '/no-http': (socket) => socket.end('SSH-2.0-surprise\r\n'),
  '/upgrade': (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
  },
}

const seenText: Record<string, RegExp> = {
  'endless-body': /the body went over 1 MiB/,
  'one-byte-a-while': /no whole answer within 1\.5 s/,
  'many-headers': /the headers went over 16 KiB/,
  'huge-header': /the headers went over 16 KiB/,
  'few-headers': /^status 200, 0 characters$/,
  'short-headers': /there were more than 64 headers/,
  trailers: /there were more than 64 headers/,
  'bad-chunks': /not valid HTTP|closed before the answer was complete/,
  'gzip-bomb': /^status 200, \d{1,5} characters$/,
  redirect: /^status 302, 0 characters$/,
  'hang-up': /closed before the answer was complete/,
  'endless-interim': /no whole answer within 1\.5 s|closed before/,
  'no-http': /not valid HTTP/,
  upgrade: /closed before the answer was complete/,
  'one-byte-a-while-by-default': /^GET \/one-byte-a-while: there was no whole answer within 4\.5 s\.$/,
  'never-ends-by-default': /^Not done after 5 s, which is this check's limit\.$/,
}

let candidate: Server
let run: ProberRun

beforeAll(async () => {
  candidate = await listen(
    createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.once('data', (request) => answers[request.toString('latin1').split(' ')[1] ?? '']?.(socket))
    }),
  )
  const [upstreamPort] = await freePorts()
  run = await runProber({
    directory: boxDirectory('hostile'),
    candidatePort: portOf(candidate),
    upstreamPort,
  })
}, 60_000)

afterAll(() => new Promise((resolve) => candidate.close(resolve)))

test('the prober reaches its last frame and leaves in good order', () => {
  expect(run.exitCode).toBe(0)
  expect(run.frames.at(-1)).toEqual({ type: 'finished', checkIds: Object.keys(seenText) })
  expect(run.cards).toHaveLength(Object.keys(seenText).length)
})

test.each(Object.entries(seenText))('%s becomes a card in plain words', (kind, words) => {
  const card = run.cards.find((found) => found.checkId === kind)
  expect(card?.seen).toMatch(words)
  // The limit, and a moment to see that it was met.
  if (testSettings().isFull) expect(card?.durationMs).toBeLessThan(5_500)
})
