import type { FileModels } from './file-models.ts'
import { monaco } from './monaco.ts'

export interface Problem {
  path: string
  line: number
  column: number
  severity: 'error' | 'warning'
  message: string
  /** Who found it, in words; empty for the editor itself. */
  source: string
}

const shownAtMost = 500

/** What is wrong in any file of the workspace, whoever found it, in the order of files and lines. For one listener. */
export class WorkspaceProblems {
  readonly #models: FileModels
  #problems: readonly Problem[] = []

  constructor(models: FileModels) {
    this.#models = models
  }

  readonly get = (): readonly Problem[] => this.#problems

  readonly subscribe = (listener: () => void): (() => void) => {
    const look = () => {
      this.#problems = this.#read()
      listener()
    }
    const markers = monaco.editor.onDidChangeMarkers(look)
    const unsubscribe = this.#models.subscribe(look)
    look()
    return () => {
      markers.dispose()
      unsubscribe()
    }
  }

  #read(): Problem[] {
    const found = monaco.editor.getModelMarkers({}).flatMap((marker): Problem[] => {
      const path = this.#models.pathOf(marker.resource)
      const { Error, Warning } = monaco.MarkerSeverity
      if (path === null || (marker.severity !== Error && marker.severity !== Warning)) return []
      return [
        {
          path,
          line: marker.startLineNumber,
          column: marker.startColumn,
          severity: marker.severity === Error ? 'error' : 'warning',
          message: marker.message,
          source: marker.source ?? '',
        },
      ]
    })
    return found
      .sort((a, b) => a.path.localeCompare(b.path, 'en') || a.line - b.line || a.column - b.column)
      .slice(0, shownAtMost)
  }
}
