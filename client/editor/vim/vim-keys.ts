import { initVimMode, VimMode } from 'monaco-vim'
import type { Editor } from '../editor-control.ts'

interface VimCommands {
  defineEx: (name: string, prefix: string, act: () => void) => void
}

/** Gives an editor Vim's keys, with their line of mode and commands in `bar`. Answers with how to take them away. */
export function attachVimKeys(
  editor: Editor,
  { bar, onSave }: { bar: HTMLElement; onSave: () => void },
): () => void {
  // The package has it and its types do not.
  const commands: VimCommands = Reflect.get(VimMode, 'Vim')
  commands.defineEx('write', 'w', onSave)
  const keys = initVimMode(editor, bar)
  return () => keys.dispose()
}
