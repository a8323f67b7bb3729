/** Without these in the root nothing can be run. */
const neededFiles = ['go.mod', 'package.json', 'tsconfig.json']

/** What somebody should read before an archive takes the place of the files: pure, from the paths before and after. */
export function zipWarnings(before: Iterable<string>, after: Iterable<string>): string[] {
  const there = [...before]
  const comes = new Set(after)
  const removed = there.filter((path) => !comes.has(path))
  const missing = neededFiles.filter((name) => removed.includes(name))
  return [
    ...(removed.length > 1 && removed.length * 2 >= there.length
      ? [
          `It would remove ${removed.length === there.length ? 'all' : removed.length} of the ${there.length} files that are here.`,
        ]
      : []),
    ...missing.map((name) => describeMissing(name, comes)),
  ]
}

function describeMissing(name: string, comes: ReadonlySet<string>): string {
  const elsewhere = [...comes].find((path) => path.endsWith(`/${name}`))
  const where =
    elsewhere === undefined
      ? ''
      : ` The one in "${elsewhere.slice(0, -name.length - 1)}" is not looked at: make the zip of that folder.`
  return `There is no "${name}" in it, and without that nothing can be run here.${where}`
}
