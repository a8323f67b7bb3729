export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export type DecodedText = { text: string; encoding: Encoding } | { problem: string }

const startsWith = (bytes: Uint8Array, ...head: number[]) => head.every((byte, at) => bytes[at] === byte)

/** What people choose by mistake, by the first bytes of such files. */
const otherFiles = [
  { head: [0x50, 0x4b, 0x03, 0x04], what: 'an Excel or zip file' },
  { head: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel file' },
  { head: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
] as const

/**
 * A file of text, in whatever program it was saved. UTF-8 is tried strictly, since nothing else passes for it by chance; what is
 * neither that nor UTF-16 is read as windows-1252, in which every byte means something, so whoever sent it is shown a name from it.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const other = otherFiles.find(({ head }) => startsWith(bytes, ...head))
  if (other !== undefined)
    return { problem: `This is ${other.what}, not a list in text. Save it as CSV and choose that file.` }
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  // Two marks stand where a file with one was joined to another, or saved twice.
  return { text: text.replace(/^\uFEFF+/, ''), encoding }
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  const byNuls = utf16ByNuls(bytes)
  if (byNuls !== null) return byNuls
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** Latin letters in UTF-16 have a NUL beside each of them, on the side that tells which it is. */
function utf16ByNuls(bytes: Uint8Array): Encoding | null {
  let [even, odd] = [0, 0]
  const looked = Math.min(bytes.length, 4_096)
  for (let at = 0; at < looked; at += 1) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 0) even += 1
    else odd += 1
  }
  if (even + odd < looked / 8) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
