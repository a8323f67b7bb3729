import { buffer } from 'node:stream/consumers'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { applyChanges, pathProblem, workspaceFileSchema, workspaceLimits } from '#contracts/workspace.ts'

/** Folders and leftovers count too: a list of names alone can be as long as a book. */
const maxEntries = 2_000
const regularFile = 0o100000
const folder = 0o040000
const typeBits = 0o170000

/** What desktop systems and tools leave in a folder, which is nobody's work. */
const leftover = /(^|\/)(__MACOSX|node_modules)(\/|$)|(^|\/)\.DS_Store$|(^|\/)Thumbs\.db$/

export interface ReadZip {
  files: Map<string, string>
  /** Which can be started; undefined where none is, since many tools keep nothing of it. */
  executables: ReadonlySet<string> | undefined
  /** Paths that were left out because they are nobody's work. */
  ignored: string[]
}

/** A zip that cannot be taken, in words for whoever sent it. */
export class ZipRefusal extends Error {
  override name = 'ZipRefusal'
}

/**
 * The files of a zip archive as a workspace. Names, kinds and sizes are looked at before a byte is unpacked, and unpacking stops
 * where an entry is longer than it said. Throws `ZipRefusal`.
 */
export async function readZip(bytes: Uint8Array): Promise<ReadZip> {
  const zip = await openZip(bytes)
  const entries = await listEntries(zip)
  const names = entries.map((entry) => entry.fileName)
  const isIgnored = (entry: Entry) => leftover.test(entry.fileName)
  const wanted = entries.filter((entry) => !entry.fileName.endsWith('/') && !isIgnored(entry))
  const top = commonFolder(wanted.map((entry) => entry.fileName))
  const paths = wanted.map((entry) => entry.fileName.slice(top.length))
  checkEntries(wanted, paths)
  const contents = new Map<string, string>()
  for (const [index, entry] of wanted.entries()) {
    const path = paths[index] ?? ''
    contents.set(path, asText(await inflate(zip, entry), path))
  }
  return {
    files: checkFiles(contents),
    executables: executablesOf(wanted, paths),
    ignored: names.filter((name) => leftover.test(name) && !name.endsWith('/')),
  }
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const options = { lazyEntries: true, strictFileNames: true, validateEntrySizes: true, autoClose: false }
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes), options, (error, zip) =>
      error === null && zip !== undefined
        ? resolve(zip)
        : reject(new ZipRefusal('it is not a readable zip archive')),
    )
  })
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > maxEntries)
    return Promise.reject(new ZipRefusal(`it has ${zip.entryCount} entries; ${maxEntries} are allowed`))
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('error', (error: Error) =>
      reject(new ZipRefusal(`its list of files is broken (${error.message})`)),
    )
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

/** Most tools put one folder around everything; that folder is no part of the workspace. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names
  const slash = first.indexOf('/')
  const top = first.slice(0, slash + 1)
  return slash > 0 && names.every((name) => name.startsWith(top)) && top !== '.git/' ? top : ''
}

function checkEntries(entries: readonly Entry[], paths: readonly string[]): void {
  if (entries.length === 0) throw new ZipRefusal('it holds no files')
  if (entries.length > workspaceLimits.files)
    throw new ZipRefusal(`it has ${entries.length} files; ${workspaceLimits.files} are allowed`)
  const seen = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    const path = paths[index] ?? ''
    const problem = kindProblem(entry) ?? nameProblem(path, seen)
    if (problem !== null) throw new ZipRefusal(`"${path}" ${problem}`)
    seen.add(path)
  }
  const totalBytes = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (totalBytes > workspaceLimits.totalBytes)
    throw new ZipRefusal(`unpacked it is larger than ${workspaceLimits.totalBytes / 1024 / 1024} MiB`)
}

function kindProblem(entry: Entry): string | null {
  const type = (entry.externalFileAttributes >>> 16) & typeBits
  if (type !== 0 && type !== regularFile && type !== folder)
    return 'is a link or a device; only plain files are taken'
  if (entry.isEncrypted()) return 'is encrypted'
  const isTooLarge = entry.uncompressedSize > workspaceLimits.fileBytes
  return isTooLarge ? `is larger than ${workspaceLimits.fileBytes / 1024} KiB` : null
}

function nameProblem(path: string, seen: ReadonlySet<string>): string | null {
  if (path.startsWith('.git/')) return 'belongs to git: leave that folder out, or push with git instead'
  const problem = pathProblem(path)
  if (problem !== null) return `cannot be taken: ${problem}`
  return seen.has(path) ? 'is there twice' : null
}

const ownersMayStart = 0o100

function executablesOf(entries: readonly Entry[], paths: readonly string[]): ReadonlySet<string> | undefined {
  const found = paths.filter((_, index) => {
    const attributes = entries[index]?.externalFileAttributes ?? 0
    return ((attributes >>> 16) & ownersMayStart) !== 0
  })
  return found.length === 0 ? undefined : new Set(found)
}

function inflate(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) =>
      reject(new ZipRefusal(`"${entry.fileName}" cannot be unpacked (${error.message})`))
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null || stream === undefined) return refuse(error ?? new Error('no content'))
      buffer(stream).then(resolve, refuse)
    })
  })
}

function asText(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new ZipRefusal(`"${path}" is not UTF-8 text; leave out binaries`)
  }
}

function checkFiles(files: ReadonlyMap<string, string>): Map<string, string> {
  for (const [path, content] of files) {
    const parsed = workspaceFileSchema.safeParse({ path, content })
    if (!parsed.success)
      throw new ZipRefusal(`"${path}": ${parsed.error.issues[0]?.message ?? 'cannot be taken'}`)
  }
  const applied = applyChanges(
    new Map(),
    [...files].map(([path, content]) => ({ kind: 'write', path, content })),
  )
  if ('problem' in applied) throw new ZipRefusal(applied.problem)
  return applied.files
}
