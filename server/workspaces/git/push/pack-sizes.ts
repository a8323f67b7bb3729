import { createInflate } from 'node:zlib'
import { GitRefusal } from '../git-process.ts'

export interface PackBounds {
  objects: number
  /** What all objects may come to when unpacked, each delta and what it makes counted as well. */
  bytes: number
}

const headBytes = 12
const trailerBytes = 20
const ofsDelta = 6
const refDelta = 7
const refBytes = 20
/** The sizes that a delta begins with, of its base and of what it makes, take no more. */
const deltaHeadBytes = 20

const broken = () => new GitRefusal('the pack is broken: push once more')

/**
 * Adds up what a pack says that its objects unpack to, and stops at the bounds: a few kilobytes can hold gigabytes of zeros,
 * and git would make them before anybody could look. Git itself ends where an object is longer than it says.
 */
export async function measurePack(
  pack: Buffer,
  bounds: PackBounds,
): Promise<{ objects: number; bytes: number }> {
  if (pack.length < headBytes + trailerBytes || pack.toString('latin1', 0, 4) !== 'PACK') throw broken()
  const objects = pack.readUInt32BE(8)
  if (objects > bounds.objects) throw tooMany(bounds)
  const end = pack.length - trailerBytes
  let at = headBytes
  let bytes = 0
  const count = (more: number) => {
    bytes += more
    if (!(bytes <= bounds.bytes)) throw tooLarge(bounds)
  }
  for (let index = 0; index < objects; index += 1) {
    const head = readHead(pack, at, end)
    count(head.size)
    const { consumedBytes, first } = await inflateAt(pack.subarray(head.next, end), head.size)
    if (head.isDelta) count(resultSize(first))
    at = head.next + consumedBytes
  }
  if (at !== end) throw broken()
  return { objects, bytes }
}

const tooMany = ({ objects }: PackBounds) =>
  new GitRefusal(`it holds more than ${objects} objects. ${whatHelps}`)
const tooLarge = ({ bytes }: PackBounds) =>
  new GitRefusal(`unpacked it is larger than ${bytes / 1024 / 1024} MiB. ${whatHelps}`)

/** Also what an earlier commit holds is sent, so that taking a folder out in a further one does not help. */
const whatHelps =
  'If node_modules, a build folder or data came along, take it out of the commits that were not pushed yet: ' +
  'git reset --soft origin/main && git rm -r -q --cached node_modules && git commit -m "Without it" && git push'

function readHead(pack: Buffer, from: number, end: number) {
  let at = from
  const next = () => {
    const byte = at < end ? pack[at] : undefined
    if (byte === undefined) throw broken()
    at += 1
    return byte
  }
  const first = next()
  const kind = (first >> 4) & 7
  let size = first & 15
  for (let byte = first, scale = 16; byte >= 128; scale *= 128) {
    byte = next()
    size += (byte & 127) * scale
  }
  if (kind === refDelta) at += refBytes
  if (kind === ofsDelta) while (next() >= 128);
  if (kind === 0 || kind === 5) throw broken()
  return { size, next: at, isDelta: kind === ofsDelta || kind === refDelta }
}

/** Inflates one object and forgets it, but for its first bytes. What lies behind it in the pack is left alone. */
async function inflateAt(pack: Buffer, size: number): Promise<{ consumedBytes: number; first: Buffer }> {
  const engine = createInflate()
  engine.end(pack)
  let inflatedBytes = 0
  let first = Buffer.alloc(0)
  try {
    for await (const chunk of engine) {
      if (!Buffer.isBuffer(chunk)) throw broken()
      inflatedBytes += chunk.length
      if (inflatedBytes > size) throw broken()
      if (first.length < deltaHeadBytes)
        first = Buffer.concat([first, chunk.subarray(0, deltaHeadBytes - first.length)])
    }
  } catch {
    throw broken()
  }
  if (inflatedBytes !== size) throw broken()
  return { consumedBytes: engine.bytesWritten, first }
}

/** A delta begins with the size of its base and the size of what it makes. */
function resultSize(delta: Buffer): number {
  let at = 0
  const varint = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = delta[at]
      if (byte === undefined) throw broken()
      at += 1
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  varint()
  return varint()
}
