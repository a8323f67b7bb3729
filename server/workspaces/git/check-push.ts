// Run by git itself before anything of a push is taken over: what it prints is read by the person who pushes.
import { text } from 'node:stream/consumers'
import { readPushEnvironment } from './config.ts'
import { GitRefusal, runGit } from './git-process.ts'
import { readCommit } from './read-commit.ts'

const branch = 'refs/heads/main'
const nothing = /^0+$/
const maxNewObjects = 5_000
/** What all new objects may come to when unpacked: a small pack can hold a gigabyte of zeros. */
const maxExpandedBytes = 32 * 1024 * 1024

const nothingChanged = 'Your commits are safe in your own clone; nothing here has changed.'
const { refusal, place } = readPushEnvironment()

try {
  if (refusal !== '') throw new GitRefusal(refusal)
  for (const line of (await text(process.stdin)).split('\n').filter(Boolean)) await checkUpdate(line)
} catch (error) {
  const isTheirs = error instanceof GitRefusal
  const reason = isTheirs ? error.message : 'something broke on our side, so push again in a moment'
  process.stderr.write(`Not taken: ${reason}.
${nothingChanged}
`)
  process.exitCode = 1
}

async function checkUpdate(line: string): Promise<void> {
  const [, next = '', ref] = line.split(' ')
  if (ref !== branch) throw new GitRefusal('only the branch "main" is taken: git push origin HEAD:main')
  if (nothing.test(next)) throw new GitRefusal('the branch "main" cannot be deleted')
  await checkSize(next)
  await readCommit(place, next)
}

async function checkSize(commit: string): Promise<void> {
  const objects = await runGit({
    ...place,
    args: [
      'rev-list',
      '--objects',
      '--no-object-names',
      `--max-count=${maxNewObjects}`,
      commit,
      '--not',
      '--all',
    ],
    maxOutputBytes: maxNewObjects * 100,
  })
  if (objects.toString('latin1').split('\n').length > maxNewObjects)
    throw new GitRefusal(`it holds more than ${maxNewObjects} objects`)
  const format = '--batch-check=%(objectsize)'
  const sizes = await runGit({ ...place, args: ['cat-file', format], input: objects })
  const totalBytes = sizes
    .toString('latin1')
    .split('\n')
    .map(Number)
    .reduce((sum, size) => sum + size, 0)
  if (totalBytes > maxExpandedBytes)
    throw new GitRefusal(`unpacked it is larger than ${maxExpandedBytes / 1024 / 1024} MiB`)
}
