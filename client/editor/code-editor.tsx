import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { EditorControl, type Editor } from './editor-control.ts'
import { usualSettings, type EditorSettings } from './editor-settings.ts'
import type { TextModel } from './file-models.ts'
import { monaco } from './monaco.ts'
import { editorTheme } from './themes.ts'
import { useVimKeys } from './vim/use-vim-keys.ts'

interface CodeEditorProps {
  model: TextModel | undefined
  readOnly: boolean
  readOnlyMessage?: string
  label: string
  control?: EditorControl
  settings?: EditorSettings
  /** What Vim's own `:w` asks for. */
  onSave?: () => void
}

/** One editor for all files: switching files swaps the model and keeps each one's cursor and scroll position. */
export function CodeEditor(props: CodeEditorProps) {
  const { model, settings = usualSettings } = props
  const host = useRef<HTMLDivElement>(null)
  const [own] = useState(() => new EditorControl())
  const control = props.control ?? own
  const editor = useRef<Editor>(null)

  useEffect(() => {
    if (host.current === null) return
    const created = monaco.editor.create(host.current, editorOptions)
    const detach = control.attach(created)
    editor.current = created
    return () => {
      editor.current = null
      detach()
      created.dispose()
    }
  }, [control])
  useEditorOptions(editor, { ...props, settings })
  useEffect(() => {
    control.show(model ?? null)
  }, [control, model])
  const vimBar = useVimKeys(editor, { isOn: settings.vimKeys, onSave: props.onSave })

  return (
    <>
      <div ref={host} className="code-editor" data-vim={settings.vimKeys || undefined} />
      {settings.vimKeys && <div ref={vimBar} className="vim-bar" />}
    </>
  )
}

function useEditorOptions(
  editor: RefObject<Editor | null>,
  { readOnly, readOnlyMessage, label, settings }: CodeEditorProps & { settings: EditorSettings },
): void {
  const theme = editorTheme(useComputedColorScheme('light'))
  useEffect(() => {
    monaco.editor.setTheme(theme)
  }, [theme])
  useEffect(() => {
    const { fontSizePx } = settings
    editor.current?.updateOptions({ fontSize: fontSizePx, lineHeight: Math.round(fontSizePx * 1.54) })
  }, [editor, settings])
  useEffect(() => {
    editor.current?.updateOptions({
      readOnly,
      ariaLabel: label,
      ...(readOnlyMessage === undefined ? {} : { readOnlyMessage: { value: readOnlyMessage } }),
    })
  }, [editor, readOnly, readOnlyMessage, label])
}

const editorOptions = {
  model: null,
  // Otherwise the browser itself asks, and the page stands still until somebody answers.
  unusualLineTerminators: 'off',
  automaticLayout: true,
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  padding: { top: 10, bottom: 10 },
  renderLineHighlight: 'line',
  stickyScroll: { enabled: false },
  fixedOverflowWidgets: true,
  bracketPairColorization: { enabled: false },
  guides: { indentation: true },
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
} as const
