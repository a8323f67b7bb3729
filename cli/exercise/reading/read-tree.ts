import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pathProblem, type WorkspaceFile } from '#contracts/workspace.ts'
import type { Finding } from '../finding.ts'

const leftOut = new Set(['node_modules', '.git'])

/** The files below a folder as a workspace holds them. `name` is how messages call the folder. */
export async function readTree(
  root: string,
  name: string,
): Promise<{ files: WorkspaceFile[] } | { fault: Finding }> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => null)
  const refuse = (file: string, what: string, remedy: string) => ({
    fault: { file, line: null, what, remedy },
  })
  if (entries === null) return refuse(name, 'the folder is missing', `Make the folder ${name}.`)
  const files: WorkspaceFile[] = []
  for (const entry of entries) {
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (entry.isDirectory() || path.split('/').some((part) => leftOut.has(part))) continue
    if (!entry.isFile()) {
      return refuse(`${name}/${path}`, 'this is not a plain file', 'Put a plain file here, or remove it.')
    }
    const problem = pathProblem(path)
    if (problem !== null) return refuse(`${name}/${path}`, problem, 'Give it a plain name.')
    files.push({ path, content: await readFile(join(root, path), 'utf8') })
  }
  if (files.length === 0) return refuse(name, 'the folder is empty', `Put files into ${name}.`)
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) }
}
