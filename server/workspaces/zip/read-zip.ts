import { buffer } from 'node:stream/consumers'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { isOsMetadata } from '#contracts/files/os-metadata-files.ts'
import { applyChanges, pathProblem, workspaceLimits } from '#contracts/workspace.ts'
import { entryName } from './entry-name.ts'
import { textOfBytes } from '../text-of-bytes.ts'

/** Folders and leftovers count too: a list of names alone can be as long as a book. */
const maxEntries = 2_000
const regularFile = 0o100000
const folder = 0o040000
const typeBits = 0o170000
/** More faults than these help nobody to mend an archive. */
const mostNamed = 12

export interface ReadZip {
  files: Map<string, string>
  /** Which can be started; undefined where none is, since many tools keep nothing of it. */
  executables: ReadonlySet<string> | undefined
  /** Paths that were left out because they are nobody's work. */
  ignored: string[]
  /** What was done to the bytes of a file, each as a sentence. */
  notes?: string[]
}

/** A zip that cannot be taken, in words for whoever sent it: one for each file at fault. */
export class ZipRefusal extends Error {
  override name = 'ZipRefusal'
  readonly problems: readonly string[]

  constructor(...problems: string[]) {
    super(problems.join('; '))
    this.problems = problems
  }
}

/** An entry that is to be a file, under its path in the workspace. */
interface ZippedFile {
  entry: Entry
  path: string
}

/**
 * The files of a zip archive as a workspace; `existing` are the paths that this has. Names, kinds and sizes are looked at before a
 * byte is unpacked, and unpacking stops where an entry is longer than it said. Throws `ZipRefusal`.
 */
export async function readZip(bytes: Uint8Array, existing: Iterable<string> = []): Promise<ReadZip> {
  const zip = await openZip(bytes)
  const named = nameEntries(await listEntries(zip))
  const ignored = named.filter(({ path }) => isOsMetadata(path)).map(({ path }) => path)
  const files = withoutWrapping(
    named.filter(({ path }) => !isOsMetadata(path)),
    [...existing],
  )
  checkEntries(files)
  const contents = new Map<string, string>()
  const notes: string[] = []
  const problems: string[] = []
  for (const { entry, path } of files) {
    const read = textOfBytes(await inflate(zip, { entry, path }))
    if ('problem' in read) problems.push(`"${path}" ${read.problem}`)
    else contents.set(path, read.text)
    if ('note' in read && read.note !== null) notes.push(`"${path}" ${read.note}.`)
  }
  refuse(problems)
  return {
    files: checkFiles(contents),
    executables: executablesOf(files),
    ignored,
    ...(notes.length === 0 ? {} : { notes }),
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return
  const more = problems.length - mostNamed
  throw new ZipRefusal(...problems.slice(0, mostNamed), ...(more > 0 ? [`${more} more like these`] : []))
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  // Names are looked at here: the library would turn a whole archive away for one backslash.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false }
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

/** Without folders, which are nothing of their own here. */
function nameEntries(entries: readonly Entry[]): ZippedFile[] {
  const named = entries.map((entry) => ({ entry, path: entryName(entry) }))
  refuse(
    named
      .filter(({ path }) => path === null)
      .map(
        ({ entry }) =>
          `the name "${entry.fileNameRaw.toString('latin1')}" is in an old code page that cannot be told: give the file a name of plain letters, or make the archive with names in UTF-8`,
      ),
  )
  return named.flatMap(({ entry, path }) => (path === null || path.endsWith('/') ? [] : [{ entry, path }]))
}

/**
 * Takes off every folder that holds everything, but for one that the workspace has: tools put a folder around what is zipped, and
 * unpacking tools another one.
 */
function withoutWrapping(files: readonly ZippedFile[], existing: readonly string[]): ZippedFile[] {
  const [first] = files
  const slash = first?.path.indexOf('/') ?? -1
  const top = first?.path.slice(0, slash + 1) ?? ''
  const isWrapping =
    slash > 0 &&
    !['.git/', '../', './'].includes(top.toLowerCase()) &&
    files.every(({ path }) => path.startsWith(top)) &&
    !existing.some((path) => path.startsWith(top))
  if (!isWrapping) return [...files]
  return withoutWrapping(
    files.map(({ entry, path }) => ({ entry, path: path.slice(top.length) })),
    existing,
  )
}

function checkEntries(files: readonly ZippedFile[]): void {
  if (files.length === 0) throw new ZipRefusal('it holds no files')
  if (files.length > workspaceLimits.files)
    throw new ZipRefusal(
      `it has ${files.length} files; ${workspaceLimits.files} are allowed: leave out what is built or installed`,
    )
  const seen = new Set<string>()
  const problems: string[] = []
  for (const { entry, path } of files) {
    const problem = kindProblem(entry) ?? nameProblem(path, seen)
    if (problem !== null) problems.push(`"${path}" ${problem}`)
    seen.add(path)
  }
  refuse(problems)
  const totalBytes = files.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0)
  if (totalBytes > workspaceLimits.totalBytes)
    throw new ZipRefusal(`unpacked it is larger than ${workspaceLimits.totalBytes / 1024 / 1024} MiB`)
}

function kindProblem(entry: Entry): string | null {
  const type = modeOf(entry) & typeBits
  if (type !== 0 && type !== regularFile && type !== folder)
    return 'is a link or a device; only plain files are taken'
  if (entry.isEncrypted()) return 'is encrypted; make the archive without a password'
  const isTooLarge = entry.uncompressedSize > workspaceLimits.fileBytes
  return isTooLarge
    ? `is larger than ${workspaceLimits.fileBytes / 1024} KiB; make it smaller or leave it out`
    : null
}

function nameProblem(path: string, seen: ReadonlySet<string>): string | null {
  if (path.startsWith('.git/')) return 'belongs to git: leave that folder out, or push with git instead'
  const problem = pathProblem(path)
  if (problem !== null) return `cannot be taken: ${problem}`
  return seen.has(path) ? 'is there twice' : null
}

const modeOf = (entry: Entry) => entry.externalFileAttributes >>> 16
const ownersMayStart = 0o100

function executablesOf(files: readonly ZippedFile[]): ReadonlySet<string> | undefined {
  const found = files.filter(({ entry }) => (modeOf(entry) & ownersMayStart) !== 0)
  return found.length === 0 ? undefined : new Set(found.map(({ path }) => path))
}

function inflate(zip: ZipFile, { entry, path }: ZippedFile): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(new ZipRefusal(`"${path}" cannot be unpacked (${error.message})`))
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null || stream === undefined) return refuse(error ?? new Error('no content'))
      buffer(stream).then(resolve, refuse)
    })
  })
}

function checkFiles(files: ReadonlyMap<string, string>): Map<string, string> {
  const applied = applyChanges(
    new Map(),
    [...files].map(([path, content]) => ({ kind: 'write', path, content })),
  )
  if ('problem' in applied) throw new ZipRefusal(applied.problem)
  return applied.files
}
