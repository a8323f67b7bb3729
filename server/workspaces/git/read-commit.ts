import { applyChanges, pathProblem, workspaceFileSchema, workspaceLimits } from '#contracts/workspace.ts'
import { GitRefusal, runGit, type GitPlace } from './git-process.ts'

interface Entry {
  sha: string
  path: string
  bytes: number
}

/** Room for every entry's mode, hash and path; a tree that names more is too large whatever it names. */
const listingBytes = workspaceLimits.files * (workspaceLimits.pathBytes + 100)

/**
 * The files of a commit as a workspace. Nothing is checked out: links, devices and attributes have no effect. Throws
 * `GitRefusal` with a sentence for the person who pushed it.
 */
export async function readCommit(place: GitPlace, commit: string): Promise<Map<string, string>> {
  const entries = await listEntries(place, commit)
  const contents = await readBlobs(place, entries)
  const files = entries.map(({ path }, index) => ({ path, content: contents[index] ?? '' }))
  for (const file of files) {
    const parsed = workspaceFileSchema.safeParse(file)
    if (!parsed.success)
      throw new GitRefusal(
        `"${printable(file.path)}": ${parsed.error.issues[0]?.message ?? 'cannot be taken'}`,
      )
  }
  const applied = applyChanges(
    new Map(),
    files.map((file) => ({ kind: 'write', ...file })),
  )
  if ('problem' in applied) throw new GitRefusal(applied.problem)
  return applied.files
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
  if (lines.length > workspaceLimits.files)
    throw new GitRefusal(`there are ${lines.length} files; ${workspaceLimits.files} are allowed`)
  const entries = lines.map(readEntry)
  const totalBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  if (totalBytes > workspaceLimits.totalBytes)
    throw new GitRefusal(`the files are larger than ${workspaceLimits.totalBytes / 1024 / 1024} MiB in all`)
  return entries
}

const plainModes = ['100644', '100755']
const kindsRefused: Record<string, string> = {
  '120000': 'is a symbolic link; only plain files are taken',
  '160000': 'is a submodule; only plain files are taken',
}

function readEntry(line: string): Entry {
  const [facts = '', path = ''] = split(line, '\t')
  const [mode = '', , sha = '', size = ''] = facts.split(/ +/)
  const refuse = (why: string) => new GitRefusal(`"${printable(path)}" ${why}`)
  if (!plainModes.includes(mode)) throw refuse(kindsRefused[mode] ?? 'is not a plain file')
  const problem = pathProblem(path)
  if (problem !== null) throw refuse(`cannot be taken: ${problem}`)
  const bytes = Number(size)
  if (bytes > workspaceLimits.fileBytes)
    throw refuse(`is larger than ${workspaceLimits.fileBytes / 1024} KiB`)
  return { sha, path, bytes }
}

async function readBlobs(place: GitPlace, entries: readonly Entry[]): Promise<string[]> {
  if (entries.length === 0) return []
  const input = entries.map(({ sha }) => `${sha}\n`).join('')
  const output = await runGit({ ...place, args: ['cat-file', '--batch'], input })
  const contents: string[] = []
  let at = 0
  for (const { path } of entries) {
    const lineEnd = output.indexOf('\n', at)
    const size = Number(output.subarray(at, lineEnd).toString('latin1').split(' ')[2])
    const bytes = output.subarray(lineEnd + 1, lineEnd + 1 + size)
    contents.push(asText(bytes, path))
    at = lineEnd + 1 + size + 1
  }
  return contents
}

function asText(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new GitRefusal(
      `"${printable(path)}" is not UTF-8 text; leave out binaries, with a .gitignore for example`,
    )
  }
}

/** A name as a terminal may show it. */
const printable = (text: string) => text.replaceAll(/[^\x20-\x7e\p{L}\p{N}]/gu, '?').slice(0, 120)

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}
