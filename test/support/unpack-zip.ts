import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'

/** Every entry of an archive as it is, whatever it holds. */
export async function unpackZip(zip: Buffer): Promise<Map<string, Buffer>> {
  const archive = await yauzl.fromBufferPromise(zip, { lazyEntries: true })
  const entries = new Map<string, Buffer>()
  for await (const entry of archive.eachEntry())
    entries.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)))
  return entries
}
