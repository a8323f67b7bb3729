import { crc32, deflateRawSync } from 'node:zlib'

export interface RawEntry {
  name: string | Buffer
  content?: string | Buffer
  /** Unix mode, of which the upper bits say what kind of thing it is. */
  mode?: number
  isDeflated?: boolean
  /** What the archive says instead of the truth. */
  claimedBytes?: number
  flags?: number
  /** Has no body of its own: it points at that of the entry before it. */
  sharesBody?: boolean
}

/** A zip archive with whatever somebody wants to have in it: no library that writes archives would let these through. */
export function rawZip(entries: readonly RawEntry[], claimedEntries = entries.length): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  let bodyAt = 0
  for (const entry of entries) {
    if (entry.sharesBody !== true) bodyAt = offset
    const name = Buffer.from(entry.name)
    const content = Buffer.from(entry.content ?? '')
    const data = entry.isDeflated === true ? deflateRawSync(content) : content
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(entry.flags ?? 0x0800, 2)
    shared.writeUInt16LE(entry.isDeflated === true ? 8 : 0, 4)
    shared.writeUInt32LE(crc32(content), 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(entry.claimedBytes ?? content.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name, data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6)
    rest.writeUInt32LE(bodyAt, 10)
    const madeBy = Buffer.from([20, 3])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, shared, rest, name]))
    if (entry.sharesBody === true) continue
    bodies.push(body)
    offset += body.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(claimedEntries & 0xffff, 4)
  end.writeUInt16LE(claimedEntries & 0xffff, 6)
  end.writeUInt32LE(listing.length, 8)
  end.writeUInt32LE(offset, 12)
  if (claimedEntries > 0xffff) end.fill(0xff, 4, 8)
  const large = claimedEntries > 0xffff ? zip64End(claimedEntries, listing.length, offset) : Buffer.alloc(0)
  return Buffer.concat([...bodies, listing, large, Buffer.from('PK\x05\x06', 'latin1'), end])
}

/** What an archive says of itself where the usual fields are too small for it. */
function zip64End(entries: number, listingBytes: number, listingAt: number): Buffer {
  const record = Buffer.alloc(56)
  record.write('PK\x06\x06', 'latin1')
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(45, 12)
  record.writeUInt16LE(45, 14)
  record.writeBigUInt64LE(BigInt(entries), 24)
  record.writeBigUInt64LE(BigInt(entries), 32)
  record.writeBigUInt64LE(BigInt(listingBytes), 40)
  record.writeBigUInt64LE(BigInt(listingAt), 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07', 'latin1')
  locator.writeBigUInt64LE(BigInt(listingAt + listingBytes), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator])
}
