import { pathProblem, workspaceLimits, type RefusedFile, type SentChange, type Change } from '../workspace.ts'

/** Why something cannot be kept, and what its writer can do about it. */
type Problem = Omit<RefusedFile, 'path'> & {
  /** Another change of the same save may take the cause away. */
  dependsOnOthers?: true
}

const kib = (bytes: number) => `${Math.ceil(bytes / 1024)} KiB`
const mib = (bytes: number) =>
  `${(Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1).replace('.0', '')} MiB`

const encoder = new TextEncoder()
export const textBytes = (text: string) => encoder.encode(text).length

/** What `judgeChanges` needs to know of files that are at hand. */
export const sizesOf = (files: ReadonlyMap<string, string>) =>
  new Map([...files].map(([path, content]) => [path, textBytes(content)]))

/** Why a text cannot be a file's content, whatever else there is; null where it can. */
export function contentProblem(content: string): Problem | null {
  // No text has fewer bytes than characters, so what is far too long need not be encoded.
  if (content.length > workspaceLimits.fileBytes || textBytes(content) > workspaceLimits.fileBytes)
    return sizeProblem(textBytes(content))
  const nul = content.indexOf('\0')
  if (nul !== -1)
    return {
      reason: `it holds a NUL character (in line ${lineOf(content, nul)}), and files are kept as text`,
      next: 'Take that character out, or write it as an escape in the code.',
    }
  const half = content.search(/\p{Surrogate}/u)
  if (half !== -1)
    return {
      reason: `it holds half of a character (in line ${lineOf(content, half)}), which no text file can keep`,
      next: 'Take it out, or type that character anew.',
    }
  return null
}

const lineOf = (content: string, index: number) => content.slice(0, index).split('\n').length

function sizeProblem(bytes: number): Problem | null {
  if (bytes <= workspaceLimits.fileBytes) return null
  return {
    reason: `it is ${kib(bytes)}, and a file may have ${kib(workspaceLimits.fileBytes)}`,
    next: 'Make it smaller, have the code make its content, or delete it.',
  }
}

/** The sizes of a workspace's files by path, with what it takes to judge one more change. No text is needed for that. */
class JudgedTree {
  readonly #bytes = new Map<string, number>()
  readonly #folded = new Map<string, string>()
  #totalBytes = 0

  constructor(sizes: ReadonlyMap<string, number>) {
    for (const [path, bytes] of sizes) this.#put(path, bytes)
  }

  /** Makes the change; where that is not possible, changes nothing and answers why. */
  apply(change: SentChange): Problem | null {
    if (change.kind === 'delete') return this.#remove(change.path)
    if (change.kind === 'rename') return this.#rename(change.path, change.to)
    const own = describePath(change.path)
    if (change.kind === 'oversized') return own ?? sizeProblem(change.bytes) ?? unknownSize
    const unkeepable = own ?? contentProblem(change.content)
    if (unkeepable !== null) return unkeepable
    const bytes = textBytes(change.content)
    const problem = this.#clash(change.path, change.path) ?? this.#noRoom(change.path, bytes)
    if (problem === null) this.#put(change.path, bytes)
    return problem
  }

  #rename(path: string, to: string): Problem | null {
    const bytes = this.#bytes.get(path)
    if (bytes === undefined)
      return {
        reason: `"${path}" does not exist, so it cannot be renamed`,
        next: 'Save the file under its new name instead.',
        dependsOnOthers: true,
      }
    if (path === to) return null
    if (this.#bytes.has(to))
      return {
        reason: `"${to}" exists already`,
        next: 'Rename or delete one of the two.',
        dependsOnOthers: true,
      }
    const problem = describePath(to) ?? this.#clash(to, path)
    if (problem !== null) return problem
    this.#remove(path)
    this.#put(to, bytes)
    return null
  }

  /** `leaving` is the file that gives its place to this one. */
  #clash(path: string, leaving: string): Problem | null {
    const key = path.toLowerCase()
    const other = (found: string | undefined) => (found === leaving ? undefined : found)
    const twin = other(this.#folded.get(key))
    if (twin !== undefined)
      return {
        reason: `it differs from "${twin}" only in upper and lower case, and some systems cannot keep both`,
        next: 'Rename one of the two.',
        dependsOnOthers: true,
      }
    const parts = key.split('/')
    const asFile = parts
      .slice(1)
      .map((_part, depth) => other(this.#folded.get(parts.slice(0, depth + 1).join('/'))))
      .find((found) => found !== undefined)
    const below = [...this.#folded].find(([folded, kept]) => folded.startsWith(`${key}/`) && kept !== leaving)
    const both = asFile ?? (below === undefined ? undefined : path)
    if (both === undefined) return null
    return {
      reason: `"${both}" would be both a file and a folder`,
      next: 'Rename one of the two.',
      dependsOnOthers: true,
    }
  }

  #noRoom(path: string, bytes: number): Problem | null {
    const before = this.#bytes.get(path)
    const totalBytes = this.#totalBytes - (before ?? 0) + bytes
    if (before === undefined && this.#bytes.size >= workspaceLimits.files)
      return {
        reason: `there would be more than ${workspaceLimits.files} files`,
        next: 'Delete a file that is not needed: this one is then saved by itself.',
        dependsOnOthers: true,
      }
    // A file that shrinks is taken in any case.
    if (totalBytes <= workspaceLimits.totalBytes || bytes <= (before ?? 0)) return null
    return {
      reason: `all files together would be ${mib(totalBytes)}, and they may have ${mib(workspaceLimits.totalBytes)}`,
      next: 'Make room: shorten or delete a file, and this one is then saved by itself.',
      dependsOnOthers: true,
    }
  }

  #put(path: string, bytes: number): void {
    this.#remove(path)
    this.#bytes.set(path, bytes)
    this.#folded.set(path.toLowerCase(), path)
    this.#totalBytes += bytes
  }

  #remove(path: string): null {
    const bytes = this.#bytes.get(path)
    if (bytes === undefined) return null
    this.#totalBytes -= bytes
    this.#bytes.delete(path)
    this.#folded.delete(path.toLowerCase())
    return null
  }
}

const unknownSize: Problem = {
  reason: 'it is too large to be sent',
  next: 'Make it smaller, or delete it.',
}

function describePath(path: string): Problem | null {
  const reason = pathProblem(path)
  return reason === null ? null : { reason, next: 'Give the file another name.' }
}

export interface JudgedChanges {
  /** In an order in which each of them can be made. */
  taken: Change[]
  /** Each under the name that its sender has for it after all of these changes. */
  refused: RefusedFile[]
}

/**
 * Judges changes file by file: what cannot be kept is named, everything else is taken. What only lacks room or a free name is
 * tried again after the others, so that the order within one save decides nothing. Pure: used by server and browser alike.
 */
export function judgeChanges(sizes: ReadonlyMap<string, number>, sent: readonly SentChange[]): JudgedChanges {
  const changes = sent.map(withUsualNames)
  const tree = new JudgedTree(sizes)
  const taken: number[] = []
  const problems = new Map<number, Problem>()
  let open = [...changes.keys()]
  for (let before = Infinity; open.length > 0 && open.length < before;) {
    before = open.length
    open = open.filter((index) => {
      const change = changes[index]
      if (change === undefined || isReplaced(changes, index, taken)) return false
      const problem = tree.apply(change)
      if (problem === null) taken.push(index)
      else problems.set(index, problem)
      return problem?.dependsOnOthers === true
    })
  }
  const isOpen = (index: number) => !taken.includes(index) && !isReplaced(changes, index, taken)
  const refused = new Map<string, RefusedFile>()
  for (const [index, { reason, next }] of problems)
    if (isOpen(index)) {
      const path = lastNameOf(changes, index)
      // Of a file whose text was refused, its rename only says that it is not there.
      if (changes[index]?.kind !== 'rename' || !refused.has(path)) refused.set(path, { path, reason, next })
    }
  return {
    taken: taken.flatMap((index) => {
      const change = changes[index]
      return change === undefined || change.kind === 'oversized' ? [] : [change]
    }),
    refused: [...refused.values()],
  }
}

/** macOS hands out names in another Unicode form than everybody else; a person sees the same name. */
function withUsualNames(change: SentChange): SentChange {
  const path = change.path.normalize('NFC')
  return change.kind === 'rename' ? { ...change, path, to: change.to.normalize('NFC') } : { ...change, path }
}

/** Whether a later change of the same file was taken, so that this one is past. */
function isReplaced(changes: readonly SentChange[], index: number, taken: readonly number[]): boolean {
  const path = changes[index]?.path
  return taken.some((other) => {
    const later = changes[other]
    return other > index && later?.kind !== 'rename' && later?.path === path
  })
}

function lastNameOf(changes: readonly SentChange[], index: number): string {
  const change = changes[index]
  const first = change?.kind === 'rename' ? change.to : (change?.path ?? '')
  return changes
    .slice(index + 1)
    .reduce((name, later) => (later.kind === 'rename' && later.path === name ? later.to : name), first)
}
