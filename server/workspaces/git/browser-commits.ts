import type { FileMode } from '../tree.ts'

/** What a commit does to the one before it. What it does not name stays as it is, also what only git keeps. */
export interface CommitPlan {
  message: string
  at: Date
  writes: readonly { path: string; content: string; mode: FileMode }[]
  deletes: readonly string[]
}

/** Nobody's name: reviewers may come to see these, and the candidate's own commits carry their own. */
const author = 'Fairtime workspace <workspace@fairtime.invalid>'

/** Paths are plain by the workspace's own rules, except for quotes, which git's stream would read as its own. */
const quoted = (path: string) =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

/** A stream for `git fast-import` that adds one commit for each plan. */
export function commitStream(plans: readonly CommitPlan[], parent: string | null): Buffer {
  const parts: (string | Buffer)[] = []
  plans.forEach(({ message, at, writes, deletes }, index) => {
    const words = Buffer.from(message)
    parts.push('commit refs/heads/main\n')
    parts.push(`committer ${author} ${Math.floor(at.getTime() / 1_000)} +0000\n`)
    parts.push(`data ${words.length}\n`, words, '\n')
    if (index === 0 && parent !== null) parts.push(`from ${parent}\n`)
    for (const path of deletes) parts.push(`D ${quoted(path)}\n`)
    for (const { path, content, mode } of writes) {
      const bytes = Buffer.from(content)
      parts.push(`M ${mode} inline ${quoted(path)}\n`, `data ${bytes.length}\n`, bytes, '\n')
    }
  })
  parts.push('done\n')
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
}
