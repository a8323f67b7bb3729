import { createHash } from 'node:crypto'
import { constants, deflateRawSync, deflateSync } from 'node:zlib'

const kinds = { commit: 1, tree: 2, blob: 3 } as const
const segmentBytes = 1024 * 1024
const zlibHead = Buffer.from([0x78, 0x9c])
const lastBlock = Buffer.from([0x03, 0x00])
const adlerPrime = 65_521

/** So many zeros, deflated, without ever having been there: the same block again and again. */
function deflatedZeros(bytes: number): Buffer {
  const segment = deflateRawSync(Buffer.alloc(segmentBytes), { finishFlush: constants.Z_FULL_FLUSH })
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE((bytes % adlerPrime) * 65_536 + 1)
  const count = bytes / segmentBytes
  return Buffer.concat([zlibHead, ...Array.from({ length: count }, () => segment), lastBlock, sum])
}

function objectHead(kind: number, size: number): Buffer {
  const bytes: number[] = []
  let byte = (kind << 4) | (size % 16)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80)
    byte = rest % 128
  }
  return Buffer.from([...bytes, byte])
}

function packOf(objects: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(12)
  head.write('PACK', 'latin1')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(objects.length, 8)
  const body = Buffer.concat([head, ...objects])
  return Buffer.concat([body, createHash('sha1').update(body).digest()])
}

const whole = (kind: 'commit' | 'tree' | 'blob', content: Buffer) =>
  Buffer.concat([objectHead(kinds[kind], content.length), deflateSync(content)])
const idOf = (kind: string, content: Buffer) =>
  createHash('sha1').update(`${kind} ${content.length}\0`).update(content).digest('hex')

/** A push of some megabytes in which blobs of zeros come to `bytes`, each as large as git takes one. Answers its commit, too. */
export function zeroPack(parent: string, { bytes, blobs }: { bytes: number; blobs: number }) {
  const size = bytes / blobs
  const zeros = Buffer.concat([objectHead(kinds.blob, size), deflatedZeros(size)])
  const small = Buffer.from('x')
  const tree = Buffer.concat([Buffer.from('100644 x\0'), Buffer.from(idOf('blob', small), 'hex')])
  const who = 'A Candidate <somebody@candidate.example> 1700000000 +0000'
  const commit = Buffer.from(
    `tree ${idOf('tree', tree)}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n\nZeros\n`,
  )
  const pack = packOf([
    ...Array.from({ length: blobs }, () => zeros),
    whole('blob', small),
    whole('tree', tree),
    whole('commit', commit),
  ])
  return { pack, commit: idOf('commit', commit) }
}

/** What git sends to set the branch. */
export function pushBody(update: { from: string; to: string }, pack: Buffer): Buffer {
  const line = `${update.from} ${update.to} refs/heads/main\0 report-status`
  const length = (line.length + 4).toString(16).padStart(4, '0')
  return Buffer.concat([Buffer.from(`${length}${line}0000`), pack])
}
