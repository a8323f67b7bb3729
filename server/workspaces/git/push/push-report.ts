import type { PushRequest } from './push-request.ts'

export interface PushReport {
  /** Why nothing could be unpacked; null where it could. */
  unpackProblem: string | null
  /** Why a ref was not set, by its name; those that are missing were. */
  refused: ReadonlyMap<string, string>
  /** For the person before the terminal, a line each. */
  messages: readonly string[]
}

const packet = (line: Buffer) =>
  Buffer.concat([Buffer.from((line.length + 4).toString(16).padStart(4, '0')), line])
const flush = Buffer.from('0000')
const reportBand = 1
const messageBand = 2
const bandBytes = 60_000

/** Lines of the protocol end at a line break, and terminals obey control characters. */
const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** What git reads of a push: what became of each ref by itself, and what its person is told. */
export function writeReport(request: PushRequest, report: PushReport): Buffer {
  const lines = [
    `unpack ${report.unpackProblem === null ? 'ok' : oneLine(report.unpackProblem)}\n`,
    ...request.updates.map(({ ref }) => {
      const why = report.refused.get(ref)
      return why === undefined ? `ok ${ref}\n` : `ng ${ref} ${oneLine(why)}\n`
    }),
  ]
  const status = Buffer.concat([...lines.map((line) => packet(Buffer.from(line))), flush])
  if (!request.capabilities.has('side-band-64k')) return status
  const words = Buffer.from(report.messages.map((line) => `${oneLine(line)}\n`).join(''))
  return Buffer.concat([...inBand(messageBand, words), ...inBand(reportBand, status), flush])
}

function inBand(band: number, bytes: Buffer): Buffer[] {
  const packets: Buffer[] = []
  for (let at = 0; at < bytes.length; at += bandBytes)
    packets.push(packet(Buffer.concat([Buffer.from([band]), bytes.subarray(at, at + bandBytes)])))
  return packets
}
