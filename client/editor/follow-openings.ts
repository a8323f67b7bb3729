import type { FileModels } from './file-models.ts'
import { monaco } from './monaco.ts'

/** Lets the editor's commands lead into other files: a definition, a reference, the next problem. */
export function followOpenings(
  models: FileModels,
  open: (place: { path: string; line: number; column: number }) => void,
): () => void {
  const opener = monaco.editor.registerEditorOpener({
    openCodeEditor(_source, resource, target) {
      const path = models.pathOf(resource)
      // What lies outside, such as Node's own declarations, is nothing to open as a file of one's own.
      if (path === null) return false
      if (target !== undefined && 'startLineNumber' in target)
        open({ path, line: target.startLineNumber, column: target.startColumn })
      else open({ path, line: target?.lineNumber ?? 1, column: target?.column ?? 1 })
      return true
    },
  })
  return () => opener.dispose()
}
