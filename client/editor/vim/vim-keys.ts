import { initVimMode, VimMode } from 'monaco-vim'
import type { Editor } from '../editor-control.ts'

/** Gives an editor Vim's keys, with their line of mode and commands in `bar`. Answers with how to take them away. */
export function attachVimKeys(
  editor: Editor,
  { bar, onSave }: { bar: HTMLElement; onSave: () => void },
): () => void {
  VimMode.Vim.defineEx('write', 'w', onSave)
  const keys = initVimMode(editor, bar)
  return () => keys.dispose()
}
