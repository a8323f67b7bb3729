import type { Change } from '#contracts/workspace.ts'

/** The changes that make one set of files into another: nothing where a file is the same. */
export function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Change[] {
  const gone = [...before.keys()].filter((path) => !after.has(path))
  const written = [...after].filter(([path, content]) => before.get(path) !== content)
  return [
    ...gone.map((path) => ({ kind: 'delete' as const, path })),
    ...written.map(([path, content]) => ({ kind: 'write' as const, path, content })),
  ]
}
