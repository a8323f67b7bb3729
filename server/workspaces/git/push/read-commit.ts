import { applyChanges, workspaceLimits } from '#contracts/workspace.ts'
import { GitRefusal, runGit, type GitPlace } from '../git-process.ts'
import { osMetadataOf } from '#contracts/files/os-metadata-files.ts'
import { textOfBytes } from '../../text-of-bytes.ts'
import { judgePath, tooLarge } from './commit-text.ts'
import { commandThatLeavesOut, commitOf, printable } from './shell-text.ts'

interface Entry {
  sha: string
  /** As git names it. */
  rawPath: string
  /** As the workspace does. */
  path: string
  bytes: number
  isExecutable: boolean
}

export interface NotTaken {
  /** As git names it, for a command. */
  rawPath: string
  path: string
  why: string
}

/** The files of a commit as a workspace keeps them, and what became of the rest. */
export interface ReadCommit {
  files: Map<string, string>
  executables: Set<string>
  notTaken: NotTaken[]
  /** Folders and files that systems and tools leave behind, each once. */
  leftOut: string[]
  /** What was done to a file's bytes, in words. */
  notes: string[]
}

/** Room for every entry that a push may bring, with its mode, hash and path; what names more is too large whatever it names. */
const listingBytes = 3 * 1024 * 1024
const mebibyte = 1024 * 1024

/**
 * Nothing is checked out: links, devices and attributes have no effect. Files are judged one by one, so that one that cannot be
 * kept holds up no other. Throws `GitRefusal` with a sentence where nothing of it can be taken.
 */
export async function readCommit(place: GitPlace, commit: string): Promise<ReadCommit> {
  const read: ReadCommit = {
    files: new Map(),
    executables: new Set(),
    notTaken: [],
    leftOut: [],
    notes: [],
  }
  const listed = await listEntries(place, commit)
  const leftOut = new Set<string>()
  const mine = listed.filter(({ rawPath }) => {
    const osMetadata = osMetadataOf(rawPath)
    if (osMetadata !== null) leftOut.add(osMetadata)
    return osMetadata === null
  })
  read.leftOut = [...leftOut]
  checkTotals(mine)
  const wanted = mine.filter((entry) => {
    const why = judgePath(entry.path) ?? tooLarge(entry.bytes)
    if (why !== null) read.notTaken.push({ ...entry, why })
    return why === null
  })
  const contents = await readBlobs(place, wanted)
  const names = new Map<string, string>()
  for (const [index, entry] of wanted.entries()) takeEntry(read, { entry, names, bytes: contents[index] })
  const changes = [...read.files].map(([path, content]) => ({ kind: 'write' as const, path, content }))
  const applied = applyChanges(new Map(), changes)
  if ('problem' in applied) throw new GitRefusal(applied.problem)
  return read
}

function takeEntry(
  read: ReadCommit,
  { entry, names, bytes }: { entry: Entry; names: Map<string, string>; bytes: Buffer | undefined },
): void {
  const { path } = entry
  const other = names.get(path.toLowerCase())
  if (other !== undefined) {
    read.notTaken.push({
      ...entry,
      why: `differs from "${other}" only in upper and lower case or in how letters are put together`,
    })
    return
  }
  const judged = textOfBytes(bytes ?? Buffer.alloc(0))
  if ('problem' in judged) {
    read.notTaken.push({ ...entry, why: judged.problem })
    return
  }
  names.set(path.toLowerCase(), path)
  read.files.set(path, judged.text)
  if (entry.isExecutable) read.executables.add(path)
  if (judged.note !== null) read.notes.push(`"${printable(path)}" ${judged.note}`)
}

function checkTotals(entries: readonly Entry[]): void {
  if (entries.length > workspaceLimits.files)
    throw new GitRefusal(
      `there are more than ${workspaceLimits.files} files (${entries.length})${whereMost(entries)}`,
    )
  const kept = entries.filter(({ bytes }) => tooLarge(bytes) === null)
  const totalBytes = kept.reduce((sum, { bytes }) => sum + bytes, 0)
  if (totalBytes <= workspaceLimits.totalBytes) return
  const largest = [...kept]
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 3)
    .map(({ path, bytes }) => `"${printable(path)}" (${Math.ceil(bytes / 1024)} KiB)`)
  throw new GitRefusal(
    `the files are larger than ${workspaceLimits.totalBytes / mebibyte} MiB in all; the largest are ${largest.join(', ')}`,
  )
}

/** The folder that most files are in, with what takes it out. */
function whereMost(entries: readonly Entry[]): string {
  const counts = new Map<string, number>()
  for (const { rawPath } of entries) {
    const [folder = '', ...below] = rawPath.split('/')
    if (below.length > 0) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  if (most === undefined) return ''
  const [folder, count] = most
  return `, ${count} of them in "${printable(folder)}". If that folder is made by a tool: ${commandThatLeavesOut(folder)}`
}

async function listEntries(place: GitPlace, commit: string): Promise<Entry[]> {
  const listing = await runGit({
    ...place,
    args: ['ls-tree', '-r', '-z', '-l', commit],
    maxOutputBytes: listingBytes,
  }).catch((error: unknown) => {
    if (error instanceof GitRefusal)
      throw new GitRefusal(`there are more than ${workspaceLimits.files} files, or their paths are too long`)
    throw error
  })
  const lines = listing.toString('utf8').split('\0').filter(Boolean)
  const entries: Entry[] = []
  for (const line of lines) {
    const entry = readEntry(line)
    if ('problem' in entry) throw await refusalOf(place, commit, entry)
    entries.push(entry)
  }
  return entries
}

const executableMode = '100755'
const plainModes = ['100644', executableMode]
const kindsRefused: Record<string, string> = {
  '120000': 'is a symbolic link; only plain files are taken. Put a copy in its place',
  '160000': 'is a submodule; only plain files are taken. Put its files in its place',
}

interface Problem {
  rawPath: string
  problem: string
}

function readEntry(line: string): Entry | Problem {
  const [facts = '', rawPath = ''] = split(line, '\t')
  const [mode = '', , sha = '', size = ''] = facts.split(/ +/)
  if (!plainModes.includes(mode))
    return { rawPath, problem: kindsRefused[mode] ?? 'is not a plain file; leave it out' }
  // What stands beside it is harmless here, but not to whoever clones it with its submodules.
  if (/(^|\/)\.gitmodules$/i.test(rawPath))
    return { rawPath, problem: 'is not taken: submodules are not taken. Put their files here instead' }
  const path = rawPath.normalize('NFC')
  return { sha, rawPath, path, bytes: Number(size), isExecutable: mode === executableMode }
}

async function refusalOf(
  place: GitPlace,
  commit: string,
  { rawPath, problem }: Problem,
): Promise<GitRefusal> {
  const at = await commitOf(place, commit, rawPath)
  return new GitRefusal(
    `"${printable(rawPath)}" ${problem}${at}, or leave it out: ${commandThatLeavesOut(rawPath)}`,
  )
}

async function readBlobs(place: GitPlace, entries: readonly Entry[]): Promise<Buffer[]> {
  if (entries.length === 0) return []
  const input = entries.map(({ sha }) => `${sha}\n`).join('')
  const output = await runGit({ ...place, args: ['cat-file', '--batch'], input })
  const contents: Buffer[] = []
  let at = 0
  while (contents.length < entries.length) {
    const lineEnd = output.indexOf('\n', at)
    const size = Number(output.subarray(at, lineEnd).toString('latin1').split(' ')[2])
    contents.push(output.subarray(lineEnd + 1, lineEnd + 1 + size))
    at = lineEnd + 1 + size + 1
  }
  return contents
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}
