import { Group as Row, SegmentedControl, Tabs, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { Link } from 'react-router'
import { languageNames } from '#contracts/languages.ts'
import { CodeEditor } from '../../editor/code-editor.tsx'
import { DiffViewer } from '../../editor/diff-viewer.tsx'
import { paths } from '../../lib/paths.ts'
import { ColourSchemeToggle } from '../../ui/pages/colour-scheme-toggle.tsx'
import { FileTree } from '../../ui/file-tree.tsx'
import { RelativeInstant } from '../../ui/instant.tsx'
import { Prose } from '../../ui/markdown.tsx'
import { RunResultView } from '../../ui/results/run-result-view.tsx'
import { EvidenceTab } from './evidence-tab.tsx'
import { fileChanges, type FileChange } from './file-changes.ts'
import { ScorecardTab } from './scorecard/scorecard-tab.tsx'
import type { ReviewModels } from './use-review-models.ts'
import type { SubmissionView } from './use-submission.ts'

type Mode = 'code' | 'changes'

/** Everything one reviewer needs, on one screen: code on the left, evidence and scorecard on the right. */
export function ReviewScreen(props: { submission: SubmissionView; models: ReviewModels }) {
  const { submission, models } = props
  const layout = useDefaultLayout({ id: 'fairtime-review', storage: localStorage })
  return (
    <div className="workspace">
      <title>{`${submission.row.alias} · Fairtime`}</title>
      <ReviewBar submission={submission} />
      <main className="panes-main">
        <Group
          className="panes"
          defaultLayout={layout.defaultLayout}
          onLayoutChanged={layout.onLayoutChanged}
        >
          <CodePanels submission={submission} models={models} />
          <Separator className="pane-separator" aria-label="Resize the evidence and scorecard" />
          <Panel id="side" defaultSize="38%" minSize="320px" className="pane">
            <SidePanel submission={submission} />
          </Panel>
        </Group>
      </main>
    </div>
  )
}

function ReviewBar(props: { submission: SubmissionView }) {
  const { row } = props.submission
  return (
    <header className="workspace-bar">
      <Link to={paths.reviews()} className="back-link" aria-label="Back to all reviews">
        <IconArrowLeft size={18} stroke={1.7} />
      </Link>
      <Text component="h1" fw={600} size="sm">
        {row.alias}
      </Text>
      <Text size="sm" c="dimmed" className="truncate">
        {row.exerciseTitle} · {languageNames[row.language]} · {row.positionTitle}
      </Text>
      <Row gap="sm" ml="auto" wrap="nowrap">
        {row.myReview !== 'submitted' && (
          <Text size="sm" c="dimmed" className="truncate">
            due <RelativeInstant at={row.dueAt} />
          </Text>
        )}
        <ColourSchemeToggle />
      </Row>
    </header>
  )
}

const marks: Record<FileChange, string | null> = {
  added: 'new',
  changed: 'changed',
  removed: 'removed',
  same: null,
}

function CodePanels(props: { submission: SubmissionView; models: ReviewModels }) {
  const { submission, models } = props
  const changes = useMemo(() => fileChanges(submission.starterFiles, submission.files), [submission])
  const [mode, setMode] = useState<Mode>('code')
  const submitted = submission.files.map((file) => file.path)
  const firstChanged = submitted.find((path) => changes.get(path) !== 'same')
  const [picked, setPicked] = useState<string | null>(firstChanged ?? submitted[0] ?? null)
  const shown =
    mode === 'code' ? submitted : [...changes].filter(([, change]) => change !== 'same').map(([path]) => path)
  const active = picked !== null && shown.includes(picked) ? picked : (shown[0] ?? null)
  return (
    <>
      <Panel id="files" defaultSize="15%" minSize="140px" className="pane">
        <div className="files-pane">
          <div className="review-mode">
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label="What to show"
              value={mode}
              onChange={(value) => setMode(value === 'changes' ? 'changes' : 'code')}
              data={[
                { value: 'code', label: 'Code' },
                { value: 'changes', label: 'Changes' },
              ]}
            />
          </div>
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
        <div className="review-path">
          <Text size="xs" className="truncate tabular">
            {active ?? ''}
          </Text>
          <Text size="xs" c="dimmed">
            {mode === 'changes' ? 'changes against the starter' : 'as handed in, read-only'}
          </Text>
        </div>
        <div className="editor-host">
          <Viewer mode={mode} path={active} models={models} />
        </div>
      </Panel>
    </>
  )
}

function Viewer(props: { mode: Mode; path: string | null; models: ReviewModels }) {
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

function SidePanel(props: { submission: SubmissionView }) {
  const { submission } = props
  const [shown = null] = submission.gradings
  return (
    <Tabs defaultValue="evidence" keepMounted classNames={{ root: 'side-tabs', panel: 'side-panel' }}>
      <Tabs.List>
        <Tabs.Tab value="evidence">Evidence</Tabs.Tab>
        <Tabs.Tab value="scorecard">Scorecard</Tabs.Tab>
        <Tabs.Tab value="instructions">Instructions</Tabs.Tab>
        <Tabs.Tab value="output">Run output</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="evidence">
        <EvidenceTab submission={submission} />
      </Tabs.Panel>
      <Tabs.Panel value="scorecard">
        <ScorecardTab key={submission.myReview.submittedAt} submission={submission} />
      </Tabs.Panel>
      <Tabs.Panel value="instructions" tabIndex={0}>
        <Prose text={submission.instructions} />
      </Tabs.Panel>
      <Tabs.Panel value="output">
        {shown === null ? (
          <Text size="sm" c="dimmed">
            The graded run has not ended yet.
          </Text>
        ) : (
          <RunResultView result={shown.result} />
        )}
      </Tabs.Panel>
    </Tabs>
  )
}
