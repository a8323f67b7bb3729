// Baked into the image: turns the events of `node --test` into one JSON line each, which the worker reads.
// A test's own text arrives as an event too, so it can never be mistaken for one of these lines.
import { subscribe } from 'node:diagnostics_channel'
import { resolve } from 'node:path'
import { inspect } from 'node:util'

const told = new Set(['test:pass', 'test:fail', 'test:diagnostic'])
const printed = new Set(['test:stdout', 'test:stderr'])
// A line that is too long for its reader would be none: beginning and end of a message say what it is about.
const longestMessage = 8_000
// Of all messages together: a long report is no flood, and its reader takes floods for one.
const fullyTold = 400_000
const longestLater = 300
let toldLength = 0
const longestName = 1_000
const deepestCause = 5

export default async function* report(source) {
  for await (const event of source) {
    for (const line of linesOf(event)) yield `${JSON.stringify(line)}\n`
  }
}

function linesOf({ type, data }) {
  if (printed.has(type)) return inPieces(data.message).map((message) => ({ type, file: data.file, message }))
  if (told.has(type)) return isSummary(type, data) ? [] : [{ type, ...describe(data) }]
  // A file that is still running when the time is over is named.
  if (type === 'test:dequeue' && isFile(data)) return [{ type: 'file:begin', file: data.name }]
  if (type === 'test:summary' && data.file !== undefined) return [{ type: 'file:end', file: data.file }]
  return []
}

// The counts at the end of a run have no file; what is said about a test, or beside all tests of a file, has one.
function isSummary(type, data) {
  return type === 'test:diagnostic' && data.file === undefined
}

// A file is told of under its own path, which no other test has for a name unless it means to.
function isFile({ file, name, nesting }) {
  return nesting === 0 && typeof file === 'string' && resolve(file) === resolve(name)
}

/** Cut between characters. */
function inPieces(text) {
  const pieces = []
  for (let rest = text; rest.length > 0;) {
    const code = rest.charCodeAt(longestMessage - 1)
    const length = code >= 0xd800 && code <= 0xdbff ? longestMessage - 1 : longestMessage
    pieces.push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  return pieces
}

function describe(data) {
  const error = data.details?.error
  return {
    name: typeof data.name === 'string' ? data.name.slice(0, longestName) : undefined,
    nesting: data.nesting,
    file: data.file,
    kind: data.details?.type ?? 'test',
    durationMs: data.details?.duration_ms,
    message: shorten(typeof data.message === 'string' ? data.message : explain(error)),
    failureType: error?.failureType,
    exitCode: error?.exitCode ?? undefined,
    signal: error?.signal ?? undefined,
    isSkipped: isOn(data.skip) || isOn(data.todo),
  }
}

// A test that is to be done carries its reason, which may be empty, or true.
function isOn(mark) {
  return mark !== undefined && mark !== false
}

function explain(error) {
  if (error === undefined) return undefined
  const { cause } = error
  if (cause === undefined || typeof cause === 'string') return cause ?? error.message
  return cause instanceof Error ? story(cause, 0) : error.message
}

/** An error with all that it says it came from, as `npm test` prints it. */
function story(error, depth) {
  const own =
    typeof error.stack === 'string' && error.stack.includes(String(error.message))
      ? error.stack
      : `${error.name}: ${error.message}\n${error.stack ?? ''}`
  if (depth >= deepestCause) return own
  const inner = Array.isArray(error.errors) ? error.errors.slice(0, 10) : []
  const parts = inner.map((one, index) => `[${index + 1} of ${error.errors.length}] ${inside(one, depth)}`)
  if (error.cause !== undefined) parts.push(`[cause] ${inside(error.cause, depth)}`)
  return [own, ...parts].join('\n')
}

function inside(value, depth) {
  if (value instanceof Error) return story(value, depth + 1)
  return typeof value === 'string' ? value : inspect(value, { depth: 4 })
}

function shorten(message) {
  if (message === undefined) return undefined
  const longest = toldLength < fullyTold ? longestMessage : longestLater
  const short =
    message.length <= longest
      ? message
      : `${message.slice(0, longest / 2)}\n…\n${message.slice(-longest / 2)}`
  toldLength += short.length
  return short
}

// Node decodes what a test file prints chunk by chunk, and a character may begin in one and end in the next. The bytes of one
// that is not whole are held back until the rest has come.
subscribe('child_process', ({ process: child }) => {
  let stdout
  Object.defineProperty(child, 'stdout', {
    configurable: true,
    enumerable: true,
    get: () => stdout,
    set: (stream) => {
      stdout = stream
      if (stream) holdBack(stream)
    },
  })
})

function holdBack(stream) {
  const push = stream.push.bind(stream)
  let held = Buffer.alloc(0)
  stream.push = (chunk, encoding) => {
    if (!Buffer.isBuffer(chunk)) {
      if (chunk === null && held.length > 0) push(held)
      return push(chunk, encoding)
    }
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const begun = lengthOfBegun(bytes)
    held = bytes.subarray(bytes.length - begun)
    return begun === bytes.length ? true : push(bytes.subarray(0, bytes.length - begun))
  }
}

/** How many of the last bytes are the beginning of a character. */
function lengthOfBegun(bytes) {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}
