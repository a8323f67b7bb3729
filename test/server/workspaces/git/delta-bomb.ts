import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

const kinds = { commit: 1, tree: 2, blob: 3, ofsDelta: 6 } as const
const baseBytes = 8 * 1024 * 1024

/** A number as a pack writes it: seven bits in a byte, the lowest first. */
function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    const low = rest % 128
    if (rest < 128) return Buffer.from([...bytes, low])
    bytes.push(low | 0x80)
  }
}

function objectHead(kind: number, size: number): Buffer {
  const low = size % 16
  const rest = Math.floor(size / 16)
  if (rest === 0) return Buffer.from([(kind << 4) | low])
  return Buffer.concat([Buffer.from([0x80 | (kind << 4) | low]), varint(rest)])
}

/** How far back a base lies, the highest bits first and each byte but the last one too small by one. */
function offset(distance: number): Buffer {
  const bytes = [distance % 128]
  for (let rest = Math.floor(distance / 128) - 1; rest >= 0; rest = Math.floor(rest / 128) - 1)
    bytes.unshift(0x80 | (rest % 128))
  return Buffer.from(bytes)
}

function sha1(kind: string, pieces: Iterable<Buffer>, size: number): string {
  const hash = createHash('sha1').update(`${kind} ${size}\0`)
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

const plain = (kind: 'commit' | 'tree' | 'blob', content: Buffer) =>
  Buffer.concat([objectHead(kinds[kind], content.length), deflateSync(content)])

/**
 * A pack of some kilobytes in which one object copies another so often that it comes to `bytes` zeros. Answers the commit that
 * holds it as its only file.
 */
export function deltaBomb(parent: string, bytes: number): { pack: Buffer; commit: string } {
  const base = Buffer.alloc(baseBytes)
  const copies = bytes / baseBytes
  // Each copies the whole base: all three bytes of a size, and none of an offset, which is zero.
  const copy = Buffer.from([0xf0, baseBytes & 0xff, (baseBytes >> 8) & 0xff, (baseBytes >> 16) & 0xff])
  const delta = Buffer.concat([
    varint(baseBytes),
    varint(bytes),
    ...Array.from({ length: copies }, () => copy),
  ])
  const bomb = sha1(
    'blob',
    Array.from({ length: copies }, () => base),
    bytes,
  )
  const tree = Buffer.concat([Buffer.from('100644 bomb\0'), Buffer.from(bomb, 'hex')])
  const treeId = sha1('tree', [tree], tree.length)
  const who = 'A Candidate <somebody@candidate.example> 1700000000 +0000'
  const commit = Buffer.from(`tree ${treeId}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n\nBomb\n`)
  const first = plain('blob', base)
  const second = Buffer.concat([
    objectHead(kinds.ofsDelta, delta.length),
    offset(first.length),
    deflateSync(delta),
  ])
  const head = Buffer.alloc(12)
  head.write('PACK', 'latin1')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(4, 8)
  const body = Buffer.concat([head, first, second, plain('tree', tree), plain('commit', commit)])
  return {
    pack: Buffer.concat([body, createHash('sha1').update(body).digest()]),
    commit: sha1('commit', [commit], commit.length),
  }
}
