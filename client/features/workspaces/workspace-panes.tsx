import { SegmentedControl, Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { Prose } from '../../ui/markdown.tsx'
import { EditorPane } from './editor-pane.tsx'
import { LeftPane } from './left-pane.tsx'
import type { AttemptView } from './api.ts'
import type { Editing, PaneName } from './use-editing.ts'
import type { OpenFiles } from './files/use-open-files.ts'
import type { WorkspaceSession } from '../../sync/session/workspace-session.ts'

export type SideTab = 'instructions' | 'runs'

export function WorkspacePanes(props: {
  attempt: AttemptView
  session: WorkspaceSession
  files: OpenFiles
  editing: Editing
  readOnly: boolean
  readOnlyMessage: string
  sideTab: SideTab
  onSideTab: (tab: SideTab) => void
  runs: ReactNode
}) {
  const { attempt, session, files, editing, readOnly } = props
  // A small window, or a large one whose text is shown at twice its size.
  const isNarrow = useMediaQuery('(max-width: 56em)', undefined, { getInitialValueInEffect: false })
  const code = { session, files, editing, readOnly }
  const show = (path: string) => {
    files.show(path)
    editing.showPane('editor')
  }
  const panes = {
    files: <LeftPane {...code} files={{ ...files, show }} />,
    editor: <EditorPane {...code} readOnlyMessage={props.readOnlyMessage} />,
    side: <SideTabs tab={props.sideTab} onTab={props.onSideTab} attempt={attempt} runs={props.runs} />,
  }
  return isNarrow ? (
    <OnePane panes={panes} shown={editing.pane} onShow={editing.showPane} />
  ) : (
    <ThreePanes panes={panes} attemptId={attempt.id} />
  )
}

type Panes = Record<PaneName, ReactNode>

function ThreePanes(props: { panes: Panes; attemptId: string }) {
  const layout = useDefaultLayout({ id: `fairtime-workspace-${props.attemptId}`, storage: localStorage })
  return (
    <Group className="panes" defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
      <Panel id="files" defaultSize="16%" minSize="140px" className="pane">
        {props.panes.files}
      </Panel>
      <Separator className="pane-separator" aria-label="Resize the list of files" />
      <Panel id="editor" defaultSize="50%" minSize="300px" className="pane pane-editor">
        {props.panes.editor}
      </Panel>
      <Separator className="pane-separator" aria-label="Resize the instructions and runs" />
      <Panel id="side" defaultSize="34%" minSize="280px" className="pane">
        {props.panes.side}
      </Panel>
    </Group>
  )
}

const paneNames = [
  { value: 'files', label: 'Files' },
  { value: 'editor', label: 'Code' },
  { value: 'side', label: 'Instructions, runs' },
] as const

/** One at a time, none of them forgotten while another is shown. */
function OnePane(props: { panes: Panes; shown: PaneName; onShow: (pane: PaneName) => void }) {
  return (
    <div className="one-pane">
      <SegmentedControl
        size="xs"
        fullWidth
        radius={0}
        aria-label="What is shown"
        value={props.shown}
        onChange={props.onShow}
        data={[...paneNames]}
      />
      {paneNames.map(({ value }) => (
        <div key={value} className="pane" hidden={value !== props.shown}>
          {props.panes[value]}
        </div>
      ))}
    </div>
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
