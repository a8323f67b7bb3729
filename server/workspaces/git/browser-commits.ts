/** A state of the workspace that becomes a commit. */
export interface WorkspaceState {
  message: string
  at: Date
  files: ReadonlyMap<string, string>
}

/** Nobody's name: reviewers may come to see these, and the candidate's own commits carry their own. */
const author = 'Fairtime workspace <workspace@fairtime.invalid>'

/** Paths are plain by the workspace's own rules, except for quotes, which git's stream would read as its own. */
const quoted = (path: string) => `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** A stream for `git fast-import` that adds one commit for each state, each holding exactly that state's files. */
export function commitStream(states: readonly WorkspaceState[], parent: string | null): Buffer {
  const parts: (string | Buffer)[] = []
  states.forEach(({ message, at, files }, index) => {
    const words = Buffer.from(message)
    parts.push('commit refs/heads/main\n')
    parts.push(`committer ${author} ${Math.floor(at.getTime() / 1_000)} +0000\n`)
    parts.push(`data ${words.length}\n`, words, '\n')
    if (index === 0 && parent !== null) parts.push(`from ${parent}\n`)
    parts.push('deleteall\n')
    for (const [path, content] of files) {
      const bytes = Buffer.from(content)
      parts.push(`M 100644 inline ${quoted(path)}\n`, `data ${bytes.length}\n`, bytes, '\n')
    }
  })
  parts.push('done\n')
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
}
