import ts from 'typescript'
import type { Source } from './table-uses.ts'

/** Table → room, as the files `<room>.ts` in `server/db/tables/` declare them in the interfaces that end in `Tables`. */
export function readOwners(sources: readonly Source[]): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { path, text } of sources) {
    const room = /^server\/db\/tables\/(?:[\w-]+\/)?([\w-]+)\.ts$/.exec(path)?.[1]
    if (room === undefined) continue
    ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true).forEachChild((node) => {
      if (!ts.isInterfaceDeclaration(node) || !node.name.text.endsWith('Tables')) return
      for (const { name } of node.members) if (name && ts.isIdentifier(name)) owners.set(name.text, room)
    })
  }
  return owners
}
