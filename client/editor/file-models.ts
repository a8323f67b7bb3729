import type { WorkspaceFile } from '#contracts/workspace.ts'
import { languageOf } from './language-of.ts'
import { monaco } from './monaco.ts'

export type TextModel = ReturnType<typeof monaco.editor.createModel>
type Uri = ReturnType<typeof monaco.Uri.parse>

/** The files of one workspace as editor models, one each, so that the TypeScript worker sees them all. */
export class FileModels {
  readonly #models = new Map<string, TextModel>()
  readonly #root: string
  readonly #onEdit: (path: string) => void
  readonly #listeners = new Set<() => void>()
  #paths: readonly string[] = []
  #isTakingOver = false

  /** `root` keeps the files of two viewers apart: it is the first part of every model's address. */
  constructor(
    files: readonly WorkspaceFile[],
    options: { root?: string; onEdit?: (path: string) => void } = {},
  ) {
    this.#root = options.root ?? ''
    this.#onEdit = options.onEdit ?? (() => {})
    for (const file of files) this.#open(file.path, file.content)
    this.#changed()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getPaths = (): readonly string[] => this.#paths

  get(path: string): TextModel | undefined {
    return this.#models.get(path)
  }

  read(path: string): string | undefined {
    return this.#models.get(path)?.getValue()
  }

  /** Which file a model's address stands for; null for one of somebody else's. */
  pathOf(uri: Uri): string | null {
    const path = uri.scheme === 'file' ? uri.path.slice(this.#root.length + 1) : ''
    return this.#models.get(path)?.uri.toString() === uri.toString() ? path : null
  }

  contents(): Map<string, string> {
    return new Map([...this.#models].map(([path, model]) => [path, model.getValue()]))
  }

  add(path: string, content: string): void {
    this.#open(path, content)
    this.#changed()
  }

  /** Takes over what stands elsewhere, which is no edit. It can be undone, and that is one. Answers whether anything changed. */
  takeOver(path: string, content: string): boolean {
    const model = this.#models.get(path)
    if (model === undefined) this.add(path, content)
    else {
      if (model.getValue() === content.replaceAll('\r\n', '\n')) return false
      this.#isTakingOver = true
      try {
        model.pushStackElement()
        model.pushEditOperations([], [{ range: model.getFullModelRange(), text: content }], () => null)
        model.pushStackElement()
      } finally {
        this.#isTakingOver = false
      }
    }
    return true
  }

  rename(path: string, to: string): void {
    const content = this.read(path)
    if (content === undefined) return
    this.#close(path)
    this.#open(to, content)
    this.#changed()
  }

  remove(path: string): void {
    this.#close(path)
    this.#changed()
  }

  dispose(): void {
    for (const path of [...this.#models.keys()]) this.#close(path)
    this.#listeners.clear()
  }

  #uri(path: string): Uri {
    return monaco.Uri.from({ scheme: 'file', path: `${this.#root}/${path}` })
  }

  #open(path: string, content: string): void {
    const uri = this.#uri(path)
    monaco.editor.getModel(uri)?.dispose()
    const model = monaco.editor.createModel(content, languageOf(path), uri)
    model.setEOL(monaco.editor.EndOfLineSequence.LF)
    model.updateOptions(
      path.endsWith('.go') ? { insertSpaces: false, tabSize: 4 } : { insertSpaces: true, tabSize: 2 },
    )
    model.onDidChangeContent(() => {
      if (!this.#isTakingOver) this.#onEdit(path)
    })
    this.#models.set(path, model)
  }

  #close(path: string): void {
    this.#models.get(path)?.dispose()
    this.#models.delete(path)
  }

  #changed(): void {
    this.#paths = [...this.#models.keys()].sort((a, b) => a.localeCompare(b, 'en'))
    for (const listener of this.#listeners) listener()
  }
}
