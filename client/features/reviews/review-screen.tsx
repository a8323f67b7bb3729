import { Badge, Group as Row, Tabs, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { Link } from 'react-router'
import { languages } from '#contracts/languages.ts'
import { SubmittedCode } from '../../editor/submitted/submitted-code.tsx'
import type { SubmittedModels } from '../../editor/submitted/use-submitted-models.ts'
import { paths } from '../../lib/paths.ts'
import { ColourSchemeToggle } from '../../ui/pages/colour-scheme-toggle.tsx'
import { Hint } from '../../ui/hint.tsx'
import { DayBy } from '../../ui/day.tsx'
import { Prose } from '../../ui/markdown.tsx'
import { NotesView } from '../../ui/results/notes-view.tsx'
import { RunResultView } from '../../ui/results/run-result-view.tsx'
import { EvidenceTab } from './evidence-tab.tsx'
import { ScorecardTab } from './scorecard/scorecard-tab.tsx'
import type { SubmissionView } from './api.ts'

/** Everything one reviewer needs, on one screen: code on the left, evidence and scorecard on the right. */
export function ReviewScreen(props: { submission: SubmissionView; models: SubmittedModels }) {
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
          <SubmittedCode submitted={submission} models={models} />
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
  const { row, lateByMs } = props.submission
  return (
    <header className="workspace-bar">
      <Link to={paths.reviews()} className="back-link" aria-label="Back to all reviews">
        <IconArrowLeft size={18} stroke={1.7} />
      </Link>
      <Text component="h1" fw={600} size="sm">
        {row.alias}
      </Text>
      <Text size="sm" c="dimmed" className="truncate">
        {row.exerciseTitle} · {languages[row.language].name} · {row.positionTitle}
      </Text>
      <Row gap="sm" ml="auto" wrap="nowrap">
        {lateByMs > 0 && (
          <Hint text="Everybody has a minute for what is on its way when the time ends. It counts in full.">
            <Badge className="tone-badge" data-tone="warn">
              last change {Math.ceil(lateByMs / 1_000)} s after time
            </Badge>
          </Hint>
        )}
        {row.myReview !== 'submitted' && (
          <Text size="sm" c="dimmed" className="truncate">
            due <DayBy day={row.dueAt} />
          </Text>
        )}
        <ColourSchemeToggle />
      </Row>
    </header>
  )
}

function SidePanel(props: { submission: SubmissionView }) {
  const { submission } = props
  const [shown = null] = submission.gradings
  return (
    <Tabs defaultValue="evidence" keepMounted classNames={{ root: 'side-tabs', panel: 'side-panel' }}>
      <Tabs.List>
        <Tabs.Tab value="evidence">Evidence</Tabs.Tab>
        <Tabs.Tab value="scorecard">Scorecard</Tabs.Tab>
        <Tabs.Tab value="notes">Notes</Tabs.Tab>
        <Tabs.Tab value="instructions">Instructions</Tabs.Tab>
        <Tabs.Tab value="output">Run output</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="evidence">
        <EvidenceTab submission={submission} />
      </Tabs.Panel>
      <Tabs.Panel value="scorecard">
        <ScorecardTab key={submission.myReview.submittedAt} submission={submission} />
      </Tabs.Panel>
      <Tabs.Panel value="notes" tabIndex={0}>
        <NotesView notes={submission.notes} />
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
