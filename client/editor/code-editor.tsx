import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { TextModel } from './file-models.ts'
import { monaco } from './monaco.ts'
import { editorTheme } from './themes.ts'

type Editor = ReturnType<typeof monaco.editor.create>
type ViewState = ReturnType<Editor['saveViewState']>

/** One editor for all files: switching files swaps the model and keeps each one's cursor and scroll position. */
export function CodeEditor(props: {
  model: TextModel | undefined
  readOnly: boolean
  readOnlyMessage?: string
  label: string
}) {
  const { model, readOnly, readOnlyMessage, label } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor>(null)
  const viewStates = useRef(new Map<string, ViewState>())
  const theme = editorTheme(useComputedColorScheme('light'))

  useEffect(() => {
    if (host.current === null) return
    const created = monaco.editor.create(host.current, editorOptions)
    editor.current = created
    return () => {
      editor.current = null
      created.dispose()
    }
  }, [])

  useEffect(() => {
    monaco.editor.setTheme(theme)
  }, [theme])

  useEffect(() => {
    editor.current?.updateOptions({
      readOnly,
      ariaLabel: label,
      ...(readOnlyMessage === undefined ? {} : { readOnlyMessage: { value: readOnlyMessage } }),
    })
  }, [readOnly, readOnlyMessage, label])

  useEffect(() => {
    const current = editor.current
    const states = viewStates.current
    if (current === null) return
    current.setModel(model ?? null)
    if (model === undefined) return
    const key = model.uri.toString()
    current.restoreViewState(states.get(key) ?? null)
    return () => {
      states.set(key, current.saveViewState())
    }
  }, [model])

  return <div ref={host} className="code-editor" />
}

const editorOptions = {
  model: null,
  automaticLayout: true,
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSize: 13,
  lineHeight: 20,
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
} as const
