import { useState, useSyncExternalStore } from 'react'
import { CodeEditor } from '../../editor/code-editor.tsx'
import { WorkspaceProblems, type Problem } from '../../editor/workspace-problems.ts'
import { FileTabs } from './files/file-tabs.tsx'
import type { OpenFiles } from './files/use-open-files.ts'
import type { WorkspaceSession } from '../../sync/session/workspace-session.ts'
import { EditorMenu } from './status/editor-menu.tsx'
import { ProblemsPanel } from './status/problems-panel.tsx'
import { StatusLine } from './status/status-line.tsx'
import type { Editing } from './use-editing.ts'

interface EditorPaneProps {
  session: WorkspaceSession
  files: OpenFiles
  editing: Editing
  readOnly: boolean
  readOnlyMessage: string
}

export function EditorPane(props: EditorPaneProps) {
  const { session, files, editing, readOnly } = props
  const [found] = useState(() => new WorkspaceProblems(session.models))
  const problems = useSyncExternalStore(found.subscribe, found.get)
  const model = files.active === null ? undefined : session.models.get(files.active)
  return (
    <>
      <FileTabs files={files} />
      {model === undefined && <p className="pane-empty">Choose a file on the left to open it.</p>}
      <div className="editor-host" hidden={model === undefined}>
        <CodeEditor
          model={model}
          readOnly={readOnly}
          readOnlyMessage={props.readOnlyMessage}
          label={files.active ?? 'No file'}
          control={editing.control}
          settings={editing.settings}
          onSave={() => void session.engine.flush()}
        />
      </div>
      {editing.areProblemsShown && (
        <ProblemsPanel problems={problems} onGoTo={editing.goTo} onClose={editing.toggleProblems} />
      )}
      <EditorStatus {...props} problems={problems} />
    </>
  )
}

function EditorStatus(props: EditorPaneProps & { problems: readonly Problem[] }) {
  const { files, editing, problems, readOnly } = props
  return (
    <StatusLine
      control={editing.control}
      path={files.active}
      problems={problems}
      problemsShown={editing.areProblemsShown}
      onProblems={editing.toggleProblems}
      notice={editing.notice}
    >
      <EditorMenu
        settings={editing.settings}
        onSettings={editing.onSettings}
        onCommand={(command) => editing.control.run(command)}
        readOnly={readOnly}
      />
    </StatusLine>
  )
}
