import { SegmentedControl, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Panel, Separator } from 'react-resizable-panels'
import { FileTree } from '../../ui/files/file-tree.tsx'
import { CodeEditor } from '../code-editor.tsx'
import { DiffViewer } from '../diff-viewer.tsx'
import { fileChanges, type FileChange } from './file-changes.ts'
import type { Submitted, SubmittedModels } from './use-submitted-models.ts'

type Mode = 'code' | 'changes'

const marks: Record<FileChange, string | null> = {
  added: 'new',
  changed: 'changed',
  removed: 'removed',
  same: null,
}

/** The frozen code, plain or against the starter: a list of files and the one that is shown, as two panels of a group. */
export function SubmittedCode(props: { submitted: Omit<Submitted, 'id'>; models: SubmittedModels }) {
  const { models } = props
  const { files, starterFiles } = props.submitted
  const changes = useMemo(() => fileChanges(starterFiles, files), [starterFiles, files])
  const [mode, setMode] = useState<Mode>('code')
  const submitted = files.map((file) => file.path)
  const firstChanged = submitted.find((path) => changes.get(path) !== 'same')
  const [picked, setPicked] = useState<string | null>(firstChanged ?? submitted[0] ?? null)
  const shown =
    mode === 'code' ? submitted : [...changes].filter(([, change]) => change !== 'same').map(([path]) => path)
  const active = picked !== null && shown.includes(picked) ? picked : (shown[0] ?? null)
  return (
    <>
      <Panel id="files" defaultSize="15%" minSize="140px" className="pane">
        <div className="files-pane">
          <ModeChoice mode={mode} onMode={setMode} />
          <FileTree
            label="Submitted files"
            paths={shown}
            active={active}
            onOpen={setPicked}
            trailing={(path) => <span className="file-mark">{marks[changes.get(path) ?? 'same']}</span>}
          />
          {shown.length === 0 && <p className="pane-empty">Nothing differs from the starter.</p>}
        </div>
      </Panel>
      <Separator className="pane-separator" aria-label="Resize the list of files" />
      <Panel id="code" defaultSize="47%" minSize="320px" className="pane">
        <PathLine path={active} mode={mode} />
        <div className="editor-host">
          <Viewer mode={mode} path={active} models={models} />
        </div>
      </Panel>
    </>
  )
}

function ModeChoice({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  return (
    <div className="review-mode">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="What to show"
        value={mode}
        onChange={(value) => onMode(value === 'changes' ? 'changes' : 'code')}
        data={[
          { value: 'code', label: 'Code' },
          { value: 'changes', label: 'Changes' },
        ]}
      />
    </div>
  )
}

function PathLine({ path, mode }: { path: string | null; mode: Mode }) {
  return (
    <div className="review-path">
      <Text size="xs" className="truncate tabular">
        {path ?? ''}
      </Text>
      <Text size="xs" c="dimmed">
        {mode === 'changes' ? 'changes against the starter' : 'as handed in, read-only'}
      </Text>
    </div>
  )
}

function Viewer(props: { mode: Mode; path: string | null; models: SubmittedModels }) {
  const { mode, path, models } = props
  const after = path === null ? undefined : models.code.get(path)
  const before = path === null ? undefined : models.starter.get(path)
  if (mode === 'code' || after === undefined || before === undefined) {
    return (
      <CodeEditor
        model={after}
        readOnly
        readOnlyMessage="This is what was handed in."
        label={path ?? 'No file'}
      />
    )
  }
  return <DiffViewer before={before} after={after} inline label={`Changes in ${path}`} />
}
