import { createStore } from '../lib/create-store.ts'
import type { TextModel } from './file-models.ts'
import { monaco } from './monaco.ts'

export type Editor = ReturnType<typeof monaco.editor.create>
type ViewState = ReturnType<Editor['saveViewState']>

export interface CodePosition {
  /** Both from 1. */
  line: number
  column: number
}

export interface EditorStatus extends CodePosition {
  /** How much is selected; 0 for nothing. */
  selectedLength: number
  tabMovesFocus: boolean
}

/** Where the cursor stood in each file when the page was last left. */
export interface CursorMemory {
  recall: (address: string) => (CodePosition & { topPx: number }) | undefined
  keep: (address: string, place: CodePosition & { topPx: number }) => void
}

/**
 * The one editor of a page, for those around it: which file it shows, where its cursor is, what it should do. It may be asked
 * before there is an editor, and shows each file as it was left.
 */
export class EditorControl {
  readonly #memory: CursorMemory | null
  readonly #status = createStore<EditorStatus>({
    line: 1,
    column: 1,
    selectedLength: 0,
    tabMovesFocus: false,
  })
  readonly #viewStates = new Map<string, ViewState>()
  #editor: Editor | null = null
  #wanted: { model: TextModel; position: CodePosition | null } | null = null

  constructor(memory: CursorMemory | null = null) {
    this.#memory = memory
  }

  readonly subscribe = this.#status.subscribe

  readonly getStatus = this.#status.get

  attach(editor: Editor): () => void {
    this.#editor = editor
    const look = () => this.#look()
    const listening = [
      editor.onDidChangeCursorSelection(look),
      editor.onDidChangeModel(look),
      editor.onDidChangeConfiguration(look),
    ]
    return () => {
      this.remember()
      for (const listener of listening) listener.dispose()
      this.#editor = null
    }
  }

  show(model: TextModel | null): void {
    const editor = this.#editor
    if (editor === null || editor.getModel() === model) return
    this.remember()
    editor.setModel(model)
    if (model === null) return
    this.#restore(editor, model)
    this.#goToWanted()
  }

  /** Puts the cursor into a file as soon as it is on the screen: to a place, or to where it was. */
  goTo(model: TextModel, position: CodePosition | null): void {
    this.#wanted = { model, position }
    this.#goToWanted()
  }

  /** Does what one of the editor's own commands does. */
  run(command: string): void {
    this.#editor?.focus()
    this.#editor?.trigger('page', command, null)
  }

  /** Lets the Tab key leave this editor, or indent again. */
  readonly toggleTab = (): void => {
    this.#editor?.updateOptions({ tabFocusMode: !this.#status.get().tabMovesFocus })
  }

  selectedText(): string {
    const selection = this.#editor?.getSelection()
    return (selection && this.#editor?.getModel()?.getValueInRange(selection)) ?? ''
  }

  /** Keeps where the cursor is, for this page and for the next. */
  readonly remember = (): void => {
    const model = this.#editor?.getModel() ?? null
    const position = this.#editor?.getPosition() ?? null
    if (this.#editor === null || model === null || position === null) return
    const address = model.uri.toString()
    this.#viewStates.set(address, this.#editor.saveViewState())
    this.#memory?.keep(address, {
      line: position.lineNumber,
      column: position.column,
      topPx: this.#editor.getScrollTop(),
    })
  }

  #restore(editor: Editor, model: TextModel): void {
    const address = model.uri.toString()
    const state = this.#viewStates.get(address)
    const place = this.#memory?.recall(address)
    if (state !== undefined) editor.restoreViewState(state)
    else if (place !== undefined) {
      editor.setPosition({ lineNumber: place.line, column: place.column })
      editor.setScrollTop(place.topPx)
    }
  }

  #goToWanted(): void {
    const wanted = this.#wanted
    if (wanted === null || this.#editor === null || this.#editor.getModel() !== wanted.model) return
    this.#wanted = null
    this.#editor.focus()
    if (wanted.position === null) return
    const position = { lineNumber: wanted.position.line, column: wanted.position.column }
    this.#editor.setPosition(position)
    this.#editor.revealPositionInCenterIfOutsideViewport(position)
  }

  #look(): void {
    const selection = this.#editor?.getSelection() ?? null
    const model = this.#editor?.getModel() ?? null
    if (this.#editor === null || selection === null || model === null) return
    this.#status.set({
      line: selection.positionLineNumber,
      column: selection.positionColumn,
      selectedLength: model.getValueLengthInRange(selection),
      tabMovesFocus: this.#editor.getOption(monaco.editor.EditorOption.tabFocusMode),
    })
  }
}
