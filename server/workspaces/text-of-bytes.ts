import { contentProblem } from '#contracts/files/judge-changes.ts'

type TextOfBytes = { text: string; note: string | null } | { problem: string }

const marks = [
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const

/** A file's bytes as the text that they are: UTF-8, or the UTF-16 that their mark says, as Windows PowerShell writes it. */
export function textOfBytes(bytes: Buffer): TextOfBytes {
  const mark = marks.find((known) => known.bytes.every((byte, at) => bytes[at] === byte) && bytes.length > 2)
  const text = decoded(bytes, mark?.encoding ?? 'utf-8')
  if (text === null) return { problem: notText(bytes) }
  if (mark === undefined && isMarkless(bytes))
    return {
      problem: 'holds a NUL after each character: it looks like UTF-16 without its mark. Save it as UTF-8',
    }
  const problem = contentProblem(text)
  if (problem !== null)
    return { problem: `cannot be taken: ${problem.reason}. ${problem.next.replace(/\.$/, '')}` }
  return {
    text,
    note: mark === undefined ? null : 'was UTF-16, as Windows PowerShell writes it; it is kept as UTF-8',
  }
}

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    // Of UTF-8 the mark stays, so that a file that nobody edits keeps its bytes; of UTF-16 it has done its work.
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes)
  } catch {
    return null
  }
}

const isMarkless = (bytes: Buffer) =>
  bytes.length >= 4 && bytes.length % 2 === 0 && [0, 1].some((from) => isEverySecondNul(bytes, from))

function isEverySecondNul(bytes: Buffer, from: number): boolean {
  for (let at = from; at < bytes.length; at += 2) if (bytes[at] !== 0) return false
  return true
}

function notText(bytes: Buffer): string {
  const hasControls = bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32))
  return hasControls
    ? 'is not UTF-8 text; leave out binaries'
    : 'is not UTF-8 text: it seems to be in an older encoding, such as Windows-1252. Save it as UTF-8'
}
