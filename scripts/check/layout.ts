import { deniedWordInName } from './denied-words.ts'

export const maxFilesOfFolder = 15

/** Folders that hold data or a history, where each file stands for itself. */
const listFolders =
  /^(docs\/decisions|docs\/images|server\/db\/migrations|test\/sandbox\/corpus|exercises)(\/|$)/

/** What is wrong with the paths of the repository's files, as sentences that say where to put them. */
export function findLayoutFaults(paths: readonly string[]): string[] {
  const folders = new Map<string, number>()
  const named: string[] = []
  for (const path of paths) {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
    if (folder !== '' && !listFolders.test(folder)) folders.set(folder, (folders.get(folder) ?? 0) + 1)
    const denied = listFolders.test(path) ? null : deniedWordInName(path)
    if (denied !== null)
      named.push(`${path}: "${denied.word}" is not a term of the field: say ${denied.instead}.`)
  }
  const crowded = [...folders].filter(([, count]) => count > maxFilesOfFolder)
  return [
    ...crowded.map(
      ([folder, count]) =>
        `${folder}: ${count} files, and a folder holds at most ${maxFilesOfFolder}. Put those that belong together into a folder of their own below it.`,
    ),
    ...named,
  ].sort()
}
