import { createHash } from 'node:crypto'
import { readFile, readdir, realpath, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pack } from 'tar-stream'
import { PassThrough, type Readable } from 'node:stream'

/** A file or folder on this machine, and the name it has inside the build context. */
export type ContextPart = { from: string; as: string }

type ContextFile = { path: string; name: string; isExecutable: boolean }

/** A hash of names and bytes. The salt stands for whatever else the result depends on. */
export async function hashContext(
  parts: ContextPart[],
  salt: string,
  isIncluded: (name: string) => boolean = () => true,
): Promise<string> {
  const hash = createHash('sha256').update(salt)
  for (const file of (await listFiles(parts)).filter(({ name }) => isIncluded(name))) {
    hash.update(`\n${file.name}\n`).update(await readFile(file.path))
  }
  return hash.digest('hex').slice(0, 12)
}

/** The same files as a tar stream, which `docker build -` takes; nothing is copied to a temporary folder. */
export async function streamContext(parts: ContextPart[]): Promise<Readable> {
  const files = await listFiles(parts)
  const archive = pack()
  const stream = archive.pipe(new PassThrough())
  const write = async () => {
    for (const file of files) {
      const content = await readFile(file.path)
      await new Promise<void>((resolve, reject) => {
        const header = { name: file.name, mode: file.isExecutable ? 0o755 : 0o644, mtime: new Date(0) }
        archive.entry(header, content, (error) => (error ? reject(error) : resolve()))
      })
    }
    archive.finalize()
  }
  write().catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))))
  return stream
}

async function listFiles(parts: ContextPart[]): Promise<ContextFile[]> {
  const lists = await Promise.all(parts.map(listPart))
  return lists.flat().sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function listPart(part: ContextPart): Promise<ContextFile[]> {
  const root = await realpath(part.from)
  const found: ContextFile[] = []
  const visit = async (path: string) => {
    const info = await stat(path)
    if (info.isDirectory()) {
      for (const name of await readdir(path)) await visit(join(path, name))
    } else {
      const inside = relative(root, path)
      const name = inside === '' ? part.as : join(part.as, inside)
      found.push({ path, name, isExecutable: (info.mode & 0o100) !== 0 })
    }
  }
  await visit(root)
  return found
}
