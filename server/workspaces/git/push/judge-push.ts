import { GitRefusal, tryGit } from '../git-process.ts'
import { readCommit, type ReadCommit } from './read-commit.ts'
import { commandThatLeavesOut, commitOf, inShell, printable } from './shell-text.ts'
import { measurePack } from './pack-sizes.ts'
import type { PushRequest, RefUpdate } from './push-request.ts'

const branch = 'refs/heads/main'
const noCommit = /^0+$/

/** Two hours of commits are some hundreds of objects; a whole workspace is 2 MiB. */
const packBounds = { objects: 5_000, bytes: 32 * 1024 * 1024 } as const
/** What git itself may take for one step of a push. */
const stepMs = 20_000

/** What a push brings, after git and we have looked at it. Nothing is decided about time or newer work yet. */
export interface JudgedPush {
  /** The new commit of the branch and its files; null where the branch is not to be changed. */
  taken: { commit: string; read: ReadCommit } | null
  unpackProblem: string | null
  refused: ReadonlyMap<string, string>
  messages: string[]
}

const isDeletion = ({ to }: RefUpdate) => noCommit.test(to)

/** Sizes are read before git unpacks anything. Each branch and tag is judged by itself: what can be taken is. */
export async function judgePush(
  repository: { dir: string; head: string },
  request: PushRequest,
): Promise<JudgedPush> {
  const { updates } = request
  try {
    if (updates.some((update) => !isDeletion(update))) await unpack(repository.dir, request.pack)
  } catch (error) {
    if (error instanceof GitRefusal) return { ...refuseAll(request, error.message), unpackProblem: 'refused' }
    throw error
  }
  const main = updates.find(({ ref }) => ref === branch)
  const others = updates.filter(({ ref }) => ref !== branch)
  if (main === undefined) return refuseOthers(repository, others)
  if (others.length > 0 && request.capabilities.has('atomic')) return refuseAll(request, notAtomic)
  try {
    const read = await judgeMain(repository, main)
    const messages = [...sayings(others), ...(await describeOn(repository.dir, main.to, read))]
    if (others.length > 0) messages.push(mainIsSaved)
    return { taken: { commit: main.to, read }, unpackProblem: null, refused: whyNot(others), messages }
  } catch (error) {
    if (error instanceof GitRefusal) return refuseAll(request, error.message)
    throw error
  }
}

const notAtomic =
  'it was pushed with --atomic, and only the branch "main" is kept here: git push --no-follow-tags origin HEAD:main'
const mainIsSaved = 'The branch "main" is saved. To push it alone: git push --no-follow-tags origin main'

const whyNot = (others: readonly RefUpdate[]) =>
  new Map(others.map((update) => [update.ref, whyNotKept(update)]))

function refuseAll({ updates }: PushRequest, message: string): JudgedPush {
  const others = whyNot(updates.filter(({ ref }) => ref !== branch))
  const refused = new Map(updates.map(({ ref }) => [ref, others.get(ref) ?? 'not taken']))
  return { taken: null, unpackProblem: null, refused, messages: [`Not taken: ${message}.`, nothingChanged] }
}

async function refuseOthers(
  repository: { dir: string; head: string },
  others: readonly RefUpdate[],
): Promise<JudgedPush> {
  const messages = [...sayings(others), ...(await adviceFor(repository, others)), nothingChanged]
  return { taken: null, unpackProblem: null, refused: whyNot(others), messages }
}

export const nothingChanged = 'Your commits are safe in your own clone; nothing here has changed.'

async function unpack(dir: string, pack: Buffer): Promise<void> {
  await measurePack(pack, packBounds)
  const { status, complaint } = await tryGit({
    dir,
    args: ['index-pack', '--stdin', '--fix-thin', '--strict', '--threads=1'],
    input: pack,
    timeoutMs: stepMs,
  })
  if (status !== 0)
    throw new GitRefusal(`git found something in it that is not taken here (${describeGitFault(complaint)})`)
}

/** What git's check calls a thing, and what it is. */
const finds = [
  [/hasDotgit/, 'a file or folder is named ".git", or so that some systems read it as that'],
  [/hasDot|hasDotdot|fullPathname|nullSha1/, 'a file or folder has a name that leads out of its folder'],
  [/gitmodules/, 'a commit brings submodules along; put their files here instead'],
  [/maximum allowed size/, 'it is larger than may be'],
] as const

/** What git found, in words where we have them and else in its own, without what it says of the program it runs in. */
function describeGitFault(complaint: string): string {
  const own = describeOwn(complaint)
  const known = finds.find(([pattern]) => pattern.test(own))
  return known === undefined ? own : `${known[1]}: ${own}`
}

const describeOwn = (complaint: string) =>
  complaint
    .split('\n')
    .map((line) => line.replace(/^(error|fatal): /, '').trim())
    .filter((line) => line !== '')
    .slice(0, 3)
    .join('; ') || 'it took too long'

const shortName = (ref: string) => ref.replace(/^refs\/(heads|tags|remotes)\//, '')

function whyNotKept(update: RefUpdate): string {
  if (isDeletion(update)) return 'there is nothing of that name here'
  if (update.ref.startsWith('refs/tags/')) return 'only the branch "main" is kept here, and no tags'
  return 'only the branch "main" is kept here'
}

const mostNamed = 5

const sayings = (updates: readonly RefUpdate[]) =>
  updates
    .filter((update) => !isDeletion(update))
    .slice(0, mostNamed)
    .map((update) => `"${printable(shortName(update.ref))}" was not taken: ${whyNotKept(update)}.`)

/** What saves the work of somebody who pushed another branch or a tag: it must work as it stands. */
async function adviceFor(
  { dir, head }: { dir: string; head: string },
  updates: readonly RefUpdate[],
): Promise<string[]> {
  const pushed = updates.find((update) => update.ref.startsWith('refs/heads/') && !isDeletion(update))
  const source = pushed === undefined ? 'HEAD' : inShell(shortName(pushed.ref))
  const push = `git push --no-follow-tags origin ${source}:main`
  if (pushed === undefined || (await isAncestor(dir, head, pushed.to)))
    return [`To save your work, push to the branch "main": ${push}`]
  return [
    'To save your work, bring in what is newer here and push to the branch "main":',
    `git checkout ${source} && git pull --no-rebase --no-edit origin main && ${push}`,
  ]
}

const isAncestor = async (dir: string, ancestor: string, commit: string) =>
  (await tryGit({ dir, args: ['merge-base', '--is-ancestor', ancestor, commit], timeoutMs: stepMs }))
    .status === 0

/** Throws `GitRefusal` with a sentence where the branch cannot be set to this commit. */
async function judgeMain({ dir, head }: { dir: string; head: string }, main: RefUpdate): Promise<ReadCommit> {
  if (isDeletion(main)) throw new GitRefusal('the branch "main" cannot be deleted')
  const kind = await tryGit({ dir, args: ['cat-file', '-t', main.to], timeoutMs: stepMs })
  if (kind.printed.toString('latin1').trim() !== 'commit') throw new GitRefusal('the branch must be a commit')
  const whole = await tryGit({
    dir,
    args: ['rev-list', '--objects', '--quiet', main.to, '--not', head],
    timeoutMs: stepMs,
  })
  if (whole.status !== 0)
    throw new GitRefusal('some of its commits are missing. If your clone is shallow: git fetch --unshallow')
  if (!(await isAncestor(dir, head, main.to)))
    throw new GitRefusal(
      'there is newer work here that your commits do not have (non-fast-forward): git pull --no-rebase, then push again. Nothing here is overwritten by force',
    )
  return readCommit({ dir }, main.to)
}

const named = 8

/** What of a commit that is taken does not become part of the workspace, each file with its cause, its commit and what helps. */
async function describeOn(dir: string, commit: string, read: ReadCommit): Promise<string[]> {
  const words: string[] = [...read.notes]
  for (const { path, rawPath, why } of read.notTaken.slice(0, named)) {
    const at = await commitOf({ dir }, commit, rawPath)
    words.push(`Not taken: "${printable(path)}" ${why}${at}.`)
  }
  if (read.notTaken.length > named) words.push(`${read.notTaken.length - named} further files are not taken.`)
  const [first] = read.notTaken
  if (first !== undefined)
    words.push(
      'All other files are saved. What is not taken stays in your commits, but is not run and not handed in; where an earlier version of it was saved, that one stays.',
      `To leave it out of git as well: ${commandThatLeavesOut(first.rawPath)}`,
    )
  if (read.leftOut.length > 0) {
    const names = read.leftOut.slice(0, named).map((path) => `"${printable(path)}"`)
    const [one = ''] = read.leftOut
    words.push(
      `Left out, since tools and systems make it: ${names.join(', ')}. To have git leave it out: ${commandThatLeavesOut(one)}`,
    )
  }
  return words
}
