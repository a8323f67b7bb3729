import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** Files as a zip archive, below one folder. The same files give the same bytes. */
export async function writeZip(
  files: ReadonlyMap<string, string>,
  options: { folder: string; at: Date },
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const path of [...files.keys()].sort())
    zip.addBuffer(Buffer.from(files.get(path) ?? ''), `${options.folder}/${path}`, {
      mtime: options.at,
      mode: 0o100644,
    })
  zip.end()
  return buffer(zip.outputStream)
}
