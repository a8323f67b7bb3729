import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import type { Editor } from '../editor-control.ts'

interface VimKeys {
  isOn: boolean
  /** What `:w` asks for. */
  onSave: (() => void) | undefined
}

/** Vim's keys while they are wanted, fetched only then. Answers with whom to tell where their line is drawn. */
export function useVimKeys(editor: RefObject<Editor | null>, keys: VimKeys) {
  const { isOn, onSave } = keys
  const [bar, setBar] = useState<HTMLElement | null>(null)
  const save = useEffectEvent(() => onSave?.())
  useEffect(() => {
    const attached = editor.current
    if (!isOn || attached === null || bar === null) return
    let hasEnded = false
    let detach = () => {}
    import('./vim-keys.ts').then(
      ({ attachVimKeys }) => {
        if (!hasEnded) detach = attachVimKeys(attached, { bar, onSave: () => save() })
      },
      // Without them the editor works as it did.
      () => undefined,
    )
    return () => {
      hasEnded = true
      detach()
    }
  }, [editor, isOn, bar])
  return setBar
}
