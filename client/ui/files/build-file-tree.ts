export interface TreeNode {
  name: string
  path: string
  /** Null for a file. */
  children: TreeNode[] | null
}

/** Paths as a tree: folders first, each level by name. */
export function buildFileTree(paths: readonly string[], folder = ''): TreeNode[] {
  const files: TreeNode[] = []
  const folders = new Map<string, string[]>()
  for (const path of paths) {
    const rest = path.slice(folder.length)
    const slash = rest.indexOf('/')
    if (slash === -1) files.push({ name: rest, path, children: null })
    else {
      const inner = folder + rest.slice(0, slash + 1)
      folders.set(inner, [...(folders.get(inner) ?? []), path])
    }
  }
  const branches = [...folders].map(([inner, members]) => ({
    name: inner.slice(folder.length, -1),
    path: inner,
    children: buildFileTree(members, inner),
  }))
  return [...branches.sort(byName), ...files.sort(byName)]
}

function byName(a: TreeNode, b: TreeNode): number {
  return a.name.localeCompare(b.name, 'en')
}
