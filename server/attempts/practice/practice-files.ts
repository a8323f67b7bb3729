import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Language } from '#contracts/languages.ts'
import type { WorkspaceFile } from '#contracts/workspace.ts'

const practices = join(import.meta.dirname, '..', '..', '..', 'exercises', '_template', 'practice')

/** What is practised in a language, ordered by path; it stands beside the template of its exercises. */
export async function readPracticeFiles(language: Language): Promise<WorkspaceFile[]> {
  const folder = join(practices, language)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map(async (file) => ({
      path: relative(folder, file).split(sep).join('/'),
      content: await readFile(file, 'utf8'),
    }))
  return (await Promise.all(files)).sort((a, b) => (a.path < b.path ? -1 : 1))
}
