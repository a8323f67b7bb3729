import { zipBytes } from '#contracts/api/workspaces/workspaces.ts'
import { PageError } from '../../../lib/api/api-error.ts'
import { base64OfFile } from '../../../lib/base64.ts'
import { slimZip } from './slim-zip.ts'

/** More is not even looked at: a page has to hold all of it. */
const mostReadBytes = 300 * 1024 * 1024
const mostNamed = 3

const mib = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`

/** What is sent of an archive that somebody chose. Throws in words where it is too large all the same. */
export async function zipToSend(file: File): Promise<{ zipBase64: string; leftOut: readonly string[] }> {
  if (file.size > mostReadBytes) throw tooLarge(`${file.name} is ${mib(file.size)}`, [])
  const slim = slimZip(new Uint8Array(await file.arrayBuffer()))
  const bytes = slim?.bytes.length ?? file.size
  if (bytes > zipBytes) {
    const isLess = slim !== null && slim.leftOut.length > 0
    const largest = [...(slim?.entries ?? [])].sort((a, b) => b.packedBytes - a.packedBytes)
    throw tooLarge(
      `${file.name} is ${mib(bytes)}${isLess ? ' without what was left out of it already' : ''}`,
      largest.slice(0, mostNamed).map(({ name, packedBytes }) => `"${name}" takes ${mib(packedBytes)} of it`),
    )
  }
  const zipBase64 = await base64OfFile(slim === null ? file : new Blob([slim.bytes]))
  return { zipBase64, leftOut: slim?.leftOut ?? [] }
}

function tooLarge(what: string, largest: readonly string[]): PageError {
  return new PageError(
    `${what}, and ${mib(zipBytes)} can be sent.`,
    'Leave out everything that is built, installed or downloaded, and choose it again.',
    largest.map((reason) => ({ path: '', reason })),
  )
}
