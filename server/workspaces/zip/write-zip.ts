import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** Files as a zip archive, below one folder. The same files give the same bytes. */
export async function writeZip(
  files: ReadonlyMap<string, string | Buffer>,
  options: { folder: string; at: Date; executables?: ReadonlySet<string> },
): Promise<Buffer> {
  const zip = new ZipFile()
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [path, content] of sorted) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const mode = options.executables?.has(path) ? 0o100755 : 0o100644
    zip.addBuffer(bytes, `${options.folder}/${path}`, { mtime: options.at, mode })
  }
  zip.end()
  return buffer(zip.outputStream)
}
