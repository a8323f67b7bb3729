import { isOsMetadata } from '#contracts/files/os-metadata-files.ts'

export interface SlimZip {
  bytes: Uint8Array<ArrayBuffer>
  /** What was left out of it. */
  leftOut: readonly string[]
  /** What is still in it, with its packed size. */
  entries: readonly { name: string; packedBytes: number }[]
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const endBytes = 22
const entryBytes = 46
const localBytes = 30
const longestComment = 0xffff
/** In its place stands the true number elsewhere. */
const isElsewhere = (value: number) => value === 0xffffffff

interface DirectoryEntry {
  name: string
  record: Uint8Array
  packedBytes: number
  localAt: number
}

/**
 * A zip archive without what is nobody's work, such as node_modules and git's own folder, so that it need not be sent. What stays
 * is copied as it is and not unpacked. Null where its list of files cannot be read: then the server says what is wrong with it.
 */
export function slimZip(archive: Uint8Array<ArrayBuffer>): SlimZip | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  try {
    const entries = readDirectory(archive, view)
    if (entries === null) return null
    const isLeftOut = ({ name }: DirectoryEntry) => isOsMetadata(name) || /(^|\/)\.git\//i.test(name)
    const kept = entries.filter((entry) => !isLeftOut(entry))
    const leftOut = entries.filter((entry) => isLeftOut(entry) && !entry.name.endsWith('/'))
    const bytes = leftOut.length === 0 ? archive : written(archive, view, kept)
    return { bytes, leftOut: leftOut.map(({ name }) => name), entries: kept }
  } catch (error) {
    // Something points beyond the end.
    if (error instanceof RangeError) return null
    throw error
  }
}

function readDirectory(archive: Uint8Array, view: DataView): DirectoryEntry[] | null {
  const end = findEnd(view)
  if (end === null) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count === 0xffff || isElsewhere(at)) return null
  const entries: DirectoryEntry[] = []
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== entrySignature) return null
    const nameBytes = view.getUint16(at + 28, true)
    const length = entryBytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const packedBytes = view.getUint32(at + 20, true)
    const localAt = view.getUint32(at + 42, true)
    if (isElsewhere(packedBytes) || isElsewhere(localAt)) return null
    const name = new TextDecoder()
      .decode(archive.subarray(at + entryBytes, at + entryBytes + nameBytes))
      .replaceAll('\\', '/')
    entries.push({ name, packedBytes, localAt, record: archive.subarray(at, at + length) })
    at += length
  }
  return entries
}

function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endBytes - longestComment)
  for (let at = view.byteLength - endBytes; at >= first; at -= 1)
    if (view.getUint32(at, true) === endSignature) return at
  return null
}

function written(
  archive: Uint8Array,
  view: DataView,
  entries: readonly DirectoryEntry[],
): Uint8Array<ArrayBuffer> {
  const bodies: Uint8Array[] = []
  const records: Uint8Array[] = []
  let offset = 0
  for (const { record, packedBytes, localAt } of entries) {
    if (view.getUint32(localAt, true) !== localSignature) throw new RangeError('No entry is there')
    const head = localBytes + view.getUint16(localAt + 26, true) + view.getUint16(localAt + 28, true)
    if (localAt + head + packedBytes > archive.length) throw new RangeError('The entry is cut off')
    const body = archive.subarray(localAt, localAt + head + packedBytes)
    const moved = record.slice()
    new DataView(moved.buffer).setUint32(42, offset, true)
    bodies.push(body)
    records.push(moved)
    offset += body.length
  }
  const directoryBytes = records.reduce((sum, record) => sum + record.length, 0)
  const end = new DataView(new ArrayBuffer(endBytes))
  end.setUint32(0, endSignature, true)
  end.setUint16(8, entries.length, true)
  end.setUint16(10, entries.length, true)
  end.setUint32(12, directoryBytes, true)
  end.setUint32(16, offset, true)
  return joined([...bodies, ...records, new Uint8Array(end.buffer)])
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
