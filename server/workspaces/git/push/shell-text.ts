import { runGit, type GitPlace } from '../git-process.ts'

/** A name as a terminal may show it. */
export const printable = (text: string) => text.replaceAll(/[^\x20-\x7e\p{L}\p{M}\p{N}]/gu, '?').slice(0, 120)

export const inShell = (text: string) =>
  /^[\w./@+-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", `'\\''`)}'`

/** What takes a path out of git and leaves it on the disk. */
export const commandThatLeavesOut = (rawPath: string) =>
  `git rm -r -q --cached ${inShell(rawPath)} && git commit -m "Leave it out" && git push`

const lookMs = 10_000

/** Which commit a file comes from, as an insertion into a sentence. */
export async function commitOf(place: GitPlace, commit: string, rawPath: string): Promise<string> {
  const log = await runGit({
    ...place,
    args: ['log', '-1', '--format=%h %s', commit, '--', `:(literal)${rawPath}`],
    timeoutMs: lookMs,
  }).catch(() => Buffer.alloc(0))
  const line = printable(log.toString('utf8').trim())
  return line === '' ? '' : ` (in commit ${line.slice(0, 60)})`
}
