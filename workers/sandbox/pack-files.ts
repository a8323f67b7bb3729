import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import type { BoxFile, BoxSpec } from './sandbox.ts'

const longAgo = new Date(0)

/** The archive that process 1 of a box unpacks: the files below `work/`, and a folder for temporary ones. */
export async function packFiles(files: readonly BoxFile[]): Promise<Buffer> {
  const archive = pack()
  archive.entry({ name: 'tmp', type: 'directory', mtime: longAgo })
  for (const file of files) {
    const mode = file.executable === true ? 0o755 : 0o644
    archive.entry({ name: `work/${file.path}`, mtime: longAgo, mode }, file.content)
  }
  archive.finalize()
  return buffer(archive.pipe(new PassThrough()))
}

/**
 * The line that a waiting process 1 reads before the archive: what to run, when the box must be over at the latest, and the
 * secret under which it tells the command's end.
 */
export function writeOrder(
  spec: Pick<BoxSpec, 'command' | 'env'>,
  end: { expireMs: number; endMark: string },
): string {
  const env = Object.entries(spec.env).map(([name, value]) => `${name}=${value}`)
  return `${JSON.stringify({ command: spec.command, env, ...end })}\n`
}
