import { crc32 } from 'node:zlib'

/** Letters that both code pages of Western DOS and Windows have in the same place, from 0x80 and from 0xa0 on. */
const dosLetters = new Map<number, string>([
  ...[...'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ'].map((letter, at): [number, string] => [0x80 + at, letter]),
  ...[...'áíóúñÑ'].map((letter, at): [number, string] => [0xa0 + at, letter]),
  [0xe1, 'ß'],
])

const utf8Names = 0x0800
const unicodePath = 0x7075

interface RawName {
  fileNameRaw: Buffer
  generalPurposeBitFlag: number
  extraFields: readonly { id: number; data: Buffer }[]
}

/**
 * The name of an archive's entry, with "/" between folders and in the usual Unicode form; null where nobody can tell what its bytes
 * mean. Bytes that are UTF-8 are UTF-8, whether or not a flag says so: the Finder sets none. PowerShell 5 writes backslashes.
 */
export function entryName(entry: RawName): string | null {
  const { fileNameRaw } = entry
  const name =
    unicodeName(entry) ??
    asUtf8(fileNameRaw) ??
    ((entry.generalPurposeBitFlag & utf8Names) === 0 ? asDosText(fileNameRaw) : null)
  return name === null ? null : name.replaceAll('\\', '/').normalize('NFC')
}

/** What Info-ZIP adds where the name itself is in an old code page. It counts while the name is the one that it was made for. */
function unicodeName({ fileNameRaw, extraFields }: RawName): string | null {
  const field = extraFields.find(({ id, data }) => id === unicodePath && data.length > 5 && data[0] === 1)
  if (field === undefined || field.data.readUInt32LE(1) !== crc32(fileNameRaw)) return null
  return asUtf8(field.data.subarray(5))
}

function asUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Only where it can mean nothing else: each such byte is a letter beside other letters. */
function asDosText(bytes: Buffer): string | null {
  const isLetter = (byte: number | undefined) =>
    byte === undefined || /[A-Za-z]/.test(String.fromCharCode(byte)) || dosLetters.has(byte)
  const isBreak = (byte: number | undefined) =>
    byte === undefined || /[\s/\\._()-]/.test(String.fromCharCode(byte))
  let name = ''
  for (const [at, byte] of bytes.entries()) {
    const letter = byte < 0x80 ? String.fromCharCode(byte) : dosLetters.get(byte)
    if (letter === undefined) return null
    const beside = [bytes[at - 1], bytes[at + 1]]
    if (byte >= 0x80 && !beside.every((other) => isLetter(other) || isBreak(other))) return null
    name += letter
  }
  return name
}
