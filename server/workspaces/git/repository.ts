import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commitStream, type CommitPlan } from './browser-commits.ts'
import { runGit } from './git-process.ts'

/** What the database keeps of an attempt's repository. */
export interface KeptRepository {
  head: string
  pack: Buffer
}

const config = `[core]
	hooksPath = /dev/null
	repositoryformatversion = 0
	bare = true
	bigFileThreshold = 1m
	deltaBaseCacheLimit = 64m
[http]
	receivepack = true
	getanyfile = false
[receive]
	advertiseAtomic = true
	advertisePushOptions = false
[uploadpack]
	allowAnySHA1InWant = false
[pack]
	windowMemory = 64m
	threads = 1
[gc]
	auto = 0
[safe]
	bareRepository = all
`

/** A bare repository in a folder of its own, made from what the database keeps, for the time of one request. */
export async function openRepository(
  kept: KeptRepository | null,
): Promise<{ dir: string; close: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'fairtime-git-'))
  const close = () => rm(dir, { recursive: true, force: true })
  try {
    for (const folder of ['objects/pack', 'objects/info', 'refs/heads'])
      await mkdir(join(dir, folder), { recursive: true })
    await writeFile(join(dir, 'HEAD'), 'ref: refs/heads/main\n')
    await writeFile(join(dir, 'config'), config)
    if (kept !== null) {
      await runGit({ dir, args: ['index-pack', '--stdin'], input: kept.pack })
      await writeFile(join(dir, 'refs/heads/main'), `${kept.head}\n`)
    }
    return { dir, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Adds commits on top of what is there. */
export async function addCommits(
  dir: string,
  parent: string | null,
  plans: readonly CommitPlan[],
): Promise<void> {
  const input = commitStream(plans, parent)
  await runGit({ dir, args: ['fast-import', '--quiet', '--done', '--date-format=raw'], input })
}

/** Everything that can be reached from the branch, as one pack. */
export async function packRepository(dir: string): Promise<KeptRepository> {
  const head = (await runGit({ dir, args: ['rev-parse', 'refs/heads/main'] })).toString('latin1').trim()
  return packCommit(dir, head)
}

export async function packCommit(dir: string, head: string): Promise<KeptRepository> {
  const pack = await runGit({ dir, args: ['pack-objects', '--revs', '--stdout', '-q'], input: `${head}\n` })
  return { head, pack }
}

/** Names that git has in another form than the workspace, by the workspace's: macOS takes letters apart. */
export async function listRawNames(dir: string): Promise<Map<string, string>> {
  const listing = await runGit({ dir, args: ['ls-tree', '-r', '-z', '--name-only', 'refs/heads/main'] })
  const names = listing.toString('utf8').split('\0').filter(Boolean)
  return new Map(
    names.map((name): [string, string] => [name.normalize('NFC'), name]).filter(([a, b]) => a !== b),
  )
}
