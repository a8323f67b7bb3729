const utf8Names = 0x0800
const version = 20

/** Files as a zip archive, not compressed: made in the page, so that it needs neither the server nor a line to it. */
export function zipFiles(files: ReadonlyMap<string, string>, now: Date): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [path, text] of files) {
    const name = encoder.encode(path)
    const content = encoder.encode(text)
    const facts = entryFacts(content, { nameBytes: name.length, now })
    const local = [littleEndian([4, 0x04034b50], [2, version]), facts, name, content]
    parts.push(...local)
    directory.push(
      littleEndian([4, 0x02014b50], [2, version], [2, version]),
      facts,
      // No comment, one disk, plain file, and where its own part begins.
      littleEndian([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      name,
    )
    offset += lengthOf(local)
  }
  const size = lengthOf(directory)
  const end = littleEndian(
    [4, 0x06054b50],
    [4, 0],
    [2, files.size],
    [2, files.size],
    [4, size],
    [4, offset],
    [2, 0],
  )
  return joined([...parts, ...directory, end])
}

/** What the entry itself and the directory say alike: flags, method, time, checksum, sizes, length of the name, no extra. */
function entryFacts(content: Uint8Array, entry: { nameBytes: number; now: Date }): Uint8Array {
  const { now } = entry
  const time = (now.getHours() << 11) | (now.getMinutes() << 5) | (now.getSeconds() >> 1)
  const day = ((now.getFullYear() - 1980) << 9) | ((now.getMonth() + 1) << 5) | now.getDate()
  return littleEndian(
    [2, utf8Names],
    [2, 0],
    [2, time],
    [2, day],
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
    [2, entry.nameBytes],
    [2, 0],
  )
}

type Field = readonly [bytes: 2 | 4, value: number]

function littleEndian(...fields: Field[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)))
  let at = 0
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0)

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(parts))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
