import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { TextModel } from './file-models.ts'
import { monaco } from './monaco.ts'
import { editorTheme } from './themes.ts'

type DiffEditor = ReturnType<typeof monaco.editor.createDiffEditor>

/** Two states of a file side by side, for reading. */
export function DiffViewer(props: { before: TextModel; after: TextModel; inline: boolean; label: string }) {
  const { before, after, inline, label } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<DiffEditor>(null)
  const theme = editorTheme(useComputedColorScheme('light'))

  useEffect(() => {
    if (host.current === null) return
    const created = monaco.editor.createDiffEditor(host.current, diffOptions)
    editor.current = created
    return () => {
      editor.current = null
      // The models outlive the viewer, so they are let go before it ends.
      created.setModel(null)
      created.dispose()
    }
  }, [])

  useEffect(() => {
    monaco.editor.setTheme(theme)
  }, [theme])

  useEffect(() => {
    editor.current?.updateOptions({ renderSideBySide: !inline })
  }, [inline])

  useEffect(() => {
    editor.current?.setModel({ original: before, modified: after })
  }, [before, after])

  return <div ref={host} className="code-editor" role="region" aria-label={label} />
}

const diffOptions = {
  automaticLayout: true,
  readOnly: true,
  // Otherwise the browser itself asks, and the page stands still until somebody answers.
  unusualLineTerminators: 'off',
  originalEditable: false,
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSize: 13,
  lineHeight: 20,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderOverviewRuler: false,
  hideCursorInOverviewRuler: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  hideUnchangedRegions: { enabled: true },
  useInlineViewWhenSpaceIsLimited: false,
} as const
