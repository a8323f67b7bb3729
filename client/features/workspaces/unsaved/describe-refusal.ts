import type { RefusedFile } from '#contracts/workspace.ts'

const mostNamed = 3

/** "src/a.json" · "a", "b" and 4 more */
export function nameFiles(files: readonly { path: string }[]): string {
  const named = files.slice(0, mostNamed).map(({ path }) => `"${path}"`)
  const more = files.length - named.length
  const all = more > 0 ? [...named, `${more} more`] : named
  const last = all.at(-1) ?? ''
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`
}

export function countUnsaved(files: readonly RefusedFile[]): string {
  return files.length === 1 ? '1 file not saved' : `${files.length} files not saved`
}

/** What is not saved, why, and what helps, of each as a sentence of its own. */
export function refusedSentences(files: readonly RefusedFile[]): { title: string; detail: string } {
  const [first] = files
  if (first === undefined) return { title: '', detail: '' }
  if (files.length === 1)
    return { title: `"${first.path}" is not saved: ${first.reason}.`, detail: first.next }
  return {
    title: `${nameFiles(files)} are not saved.`,
    detail: files
      .slice(0, mostNamed)
      .map(({ path, reason, next }) => `"${path}": ${reason}. ${next}`)
      .join(' '),
  }
}
