import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { CodeEditor } from '../../editor/code-editor.tsx'
import { Prose } from '../../ui/markdown.tsx'
import { FileTabs } from './files/file-tabs.tsx'
import { FilesPane } from './files/files-pane.tsx'
import type { AttemptView } from './use-attempt.ts'
import type { OpenFiles } from './files/use-open-files.ts'
import type { WorkspaceSession } from './session/workspace-session.ts'

export type SideTab = 'instructions' | 'runs'

export function WorkspacePanes(props: {
  attempt: AttemptView
  session: WorkspaceSession
  files: OpenFiles
  readOnly: boolean
  readOnlyMessage: string
  sideTab: SideTab
  onSideTab: (tab: SideTab) => void
  runs: ReactNode
}) {
  const { attempt, session, files } = props
  const layout = useDefaultLayout({ id: 'fairtime-workspace', storage: localStorage })
  const model = files.active === null ? undefined : session.models.get(files.active)
  return (
    <Group className="panes" defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
      <Panel id="files" defaultSize="16%" minSize="140px" className="pane">
        <FilesPane session={session} files={files} readOnly={props.readOnly} />
      </Panel>
      <Separator className="pane-separator" aria-label="Resize the list of files" />
      <Panel id="editor" defaultSize="50%" minSize="300px" className="pane pane-editor">
        <FileTabs files={files} />
        {model === undefined && <p className="pane-empty">Choose a file on the left to open it.</p>}
        <div className="editor-host" hidden={model === undefined}>
          <CodeEditor
            model={model}
            readOnly={props.readOnly}
            readOnlyMessage={props.readOnlyMessage}
            label={files.active ?? 'No file'}
          />
        </div>
      </Panel>
      <Separator className="pane-separator" aria-label="Resize the instructions and runs" />
      <Panel id="side" defaultSize="34%" minSize="280px" className="pane">
        <SideTabs tab={props.sideTab} onTab={props.onSideTab} attempt={attempt} runs={props.runs} />
      </Panel>
    </Group>
  )
}

function SideTabs(props: {
  tab: SideTab
  onTab: (tab: SideTab) => void
  attempt: AttemptView
  runs: ReactNode
}) {
  return (
    <Tabs
      value={props.tab}
      onChange={(tab) => props.onTab(tab === 'runs' ? 'runs' : 'instructions')}
      keepMounted
      classNames={{ root: 'side-tabs', panel: 'side-panel' }}
    >
      <Tabs.List>
        <Tabs.Tab value="instructions">Instructions</Tabs.Tab>
        <Tabs.Tab value="runs">Runs</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="instructions" tabIndex={0}>
        <Prose text={props.attempt.exercise.instructions} />
      </Tabs.Panel>
      <Tabs.Panel value="runs">{props.runs}</Tabs.Panel>
    </Tabs>
  )
}
