import { headlineOf, type CodeLocation } from '../lib/text/code-places.ts'
import type { FileModels, TextModel } from './file-models.ts'
import { monaco } from './monaco.ts'

const owner = 'fairtime-run'

/** What the newest run has to say about lines, beside those lines. */
export class RunMarks {
  readonly #models: FileModels
  #decorated: { model: TextModel; ids: string[] }[] = []

  constructor(models: FileModels) {
    this.#models = models
  }

  /** In place of what was shown before. */
  show(marks: readonly CodeLocation[]): void {
    this.clear()
    for (const path of new Set(marks.map((mark) => mark.path))) {
      const model = this.#models.get(path)
      if (model === undefined) continue
      const own = marks.filter((mark) => mark.path === path && mark.line <= model.getLineCount())
      monaco.editor.setModelMarkers(
        model,
        owner,
        own.map((mark) => markerOf(model, mark)),
      )
      const ids = model.deltaDecorations(
        [],
        own.map((mark) => decorationOf(model, mark)),
      )
      this.#decorated.push({ model, ids })
    }
  }

  clear(): void {
    monaco.editor.removeAllMarkers(owner)
    for (const { model, ids } of this.#decorated) if (!model.isDisposed()) model.deltaDecorations(ids, [])
    this.#decorated = []
  }
}

function markerOf(model: TextModel, { line, message }: CodeLocation) {
  return {
    severity: monaco.MarkerSeverity.Error,
    source: 'Last run',
    message,
    startLineNumber: line,
    startColumn: Math.max(1, model.getLineFirstNonWhitespaceColumn(line)),
    endLineNumber: line,
    endColumn: model.getLineMaxColumn(line),
  }
}

function decorationOf(model: TextModel, { line, message }: CodeLocation) {
  const end = model.getLineMaxColumn(line)
  return {
    range: new monaco.Range(line, end, line, end),
    options: {
      isWholeLine: true,
      className: 'run-mark-line',
      lineNumberClassName: 'run-mark-number',
      showIfCollapsed: true,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      // Text between other text, so it is never read as anything else.
      after: {
        content: `\u2003✕ ${headlineOf(message)}`,
        inlineClassName: 'run-mark-text',
        cursorStops: monaco.editor.InjectedTextCursorStops.None,
      },
    },
  }
}
