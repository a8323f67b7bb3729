import type { Change } from '#contracts/workspace.ts'
import type { Files } from './store.ts'

/** The changes that make one set of files into another: nothing where a file is the same, and may be started as before. */
export function changesBetween(before: Files, after: Files): Change[] {
  const gone = [...before.files.keys()].filter((path) => !after.files.has(path))
  const written = [...after.files].filter(
    ([path, content]) =>
      before.files.get(path) !== content || before.executables.has(path) !== after.executables.has(path),
  )
  return [
    ...gone.map((path) => ({ kind: 'delete' as const, path })),
    ...written.map(([path, content]) => ({ kind: 'write' as const, path, content })),
  ]
}
