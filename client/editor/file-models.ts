import type { WorkspaceFile } from '#contracts/workspace.ts'
import { createStore } from '../lib/create-store.ts'
import { languageOf } from './language-of.ts'
import { LineEnds } from './line-ends.ts'
import { monaco } from './monaco.ts'

export type TextModel = ReturnType<typeof monaco.editor.createModel>
type Uri = ReturnType<typeof monaco.Uri.parse>

interface OpenFile {
  model: TextModel
  ends: LineEnds
}

/**
 * The files of one workspace as editor models, one each, so that the TypeScript worker sees them all. What a model does not know of
 * its file, its line ends and byte order mark, is kept beside it: what goes out again is the file and not what is shown of it.
 */
export class FileModels {
  readonly #files = new Map<string, OpenFile>()
  readonly #root: string
  readonly #onEdit: (path: string) => void
  readonly #paths = createStore<readonly string[]>([])
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

  readonly subscribe = this.#paths.subscribe

  readonly getPaths = this.#paths.get

  get(path: string): TextModel | undefined {
    return this.#files.get(path)?.model
  }

  read(path: string): string | undefined {
    const file = this.#files.get(path)
    return file?.ends.restore(file.model.getValue())
  }

  /** Which file a model's address stands for; null for one of somebody else's. */
  pathOf(uri: Uri): string | null {
    const path = uri.scheme === 'file' ? uri.path.slice(this.#root.length + 1) : ''
    return this.get(path)?.uri.toString() === uri.toString() ? path : null
  }

  contents(): Map<string, string> {
    return new Map([...this.#files].map(([path, { model, ends }]) => [path, ends.restore(model.getValue())]))
  }

  add(path: string, content: string): void {
    this.#open(path, content)
    this.#changed()
  }

  /** Takes over what stands elsewhere, which is no edit. It can be undone, and that is one. Answers whether anything changed. */
  applyRemote(path: string, content: string): boolean {
    const file = this.#files.get(path)
    if (file === undefined) this.add(path, content)
    else {
      if (this.read(path) === content) return false
      const { model } = file
      const ends = new LineEnds(content)
      this.#isTakingOver = true
      try {
        this.#replaceText(model, ends.shown(content))
      } finally {
        this.#isTakingOver = false
      }
      file.ends = ends
    }
    return true
  }

  #replaceText(model: TextModel, text: string): void {
    // Where only signs differ that are not shown, there is nothing to undo.
    if (model.getValue() === text) return
    model.pushStackElement()
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null)
    model.pushStackElement()
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
    for (const path of [...this.#files.keys()]) this.#close(path)
    this.#paths.close()
  }

  #uri(path: string): Uri {
    return monaco.Uri.from({ scheme: 'file', path: `${this.#root}/${path}` })
  }

  #open(path: string, content: string): void {
    const uri = this.#uri(path)
    monaco.editor.getModel(uri)?.dispose()
    const ends = new LineEnds(content)
    const { editorId, indent } = languageOf(path)
    const model = monaco.editor.createModel(ends.shown(content), editorId, uri)
    model.setEOL(monaco.editor.EndOfLineSequence.LF)
    model.updateOptions({ insertSpaces: !indent.tabs, tabSize: indent.width })
    const file = { model, ends }
    model.onDidChangeContent((event) => {
      file.ends.follow(event.changes)
      if (!this.#isTakingOver) this.#onEdit(path)
    })
    this.#files.set(path, file)
  }

  #close(path: string): void {
    this.get(path)?.dispose()
    this.#files.delete(path)
  }

  #changed(): void {
    this.#paths.set([...this.#files.keys()].sort((a, b) => a.localeCompare(b, 'en')))
  }
}
