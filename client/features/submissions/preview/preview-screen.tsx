import { Alert, Group as Row, List, Stack, Tabs, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { Link } from 'react-router'
import { SubmittedCode } from '../../../editor/submitted/submitted-code.tsx'
import type { SubmittedModels } from '../../../editor/submitted/use-submitted-models.ts'
import { paths } from '../../../lib/paths.ts'
import { ColourSchemeToggle } from '../../../ui/pages/colour-scheme-toggle.tsx'
import { NotesView } from '../../../ui/results/notes-view.tsx'
import { IdentifyingNote } from './identifying-note.tsx'
import type { PreviewView } from '../api.ts'

/** The review screen without what only reviewers have: the findings of hidden checks, and the scorecard's answers. */
export function PreviewScreen(props: { attemptId: string; preview: PreviewView; models: SubmittedModels }) {
  const { attemptId, preview, models } = props
  const layout = useDefaultLayout({ id: 'fairtime-preview', storage: localStorage })
  return (
    <div className="workspace">
      <title>{`As reviewers see it · Fairtime`}</title>
      <header className="workspace-bar">
        <Link to={paths.receipt(attemptId)} className="back-link" aria-label="Back to your receipt">
          <IconArrowLeft size={18} stroke={1.7} />
        </Link>
        <Text component="h1" fw={600} size="sm">
          {preview.alias}
        </Text>
        <Text size="sm" c="dimmed" className="truncate">
          {preview.exerciseTitle} · this is how reviewers see your work: under this name, not yours
        </Text>
        <Row ml="auto" wrap="nowrap">
          <ColourSchemeToggle />
        </Row>
      </header>
      <main className="panes-main">
        <Group
          className="panes"
          defaultLayout={layout.defaultLayout}
          onLayoutChanged={layout.onLayoutChanged}
        >
          <SubmittedCode submitted={preview} models={models} />
          <Separator className="pane-separator" aria-label="Resize the notes and criteria" />
          <Panel id="side" defaultSize="38%" minSize="320px" className="pane">
            <Side preview={preview} />
          </Panel>
        </Group>
      </main>
    </div>
  )
}

function Side(props: { preview: PreviewView }) {
  const { notes, rubric } = props.preview
  return (
    <>
      <IdentifyingNote places={props.preview.identifying} />
      <Tabs defaultValue="notes" classNames={{ root: 'side-tabs', panel: 'side-panel' }}>
        <Tabs.List>
          <Tabs.Tab value="notes">Your notes</Tabs.Tab>
          <Tabs.Tab value="evidence">Evidence</Tabs.Tab>
          <Tabs.Tab value="scorecard">Scorecard</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="notes" tabIndex={0}>
          <NotesView notes={notes} />
        </Tabs.Panel>
        <Tabs.Panel value="evidence" tabIndex={0}>
          <Evidence preview={props.preview} />
        </Tabs.Panel>
        <Tabs.Panel value="scorecard" tabIndex={0}>
          <Scorecard rubric={rubric} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

function Evidence({ preview }: { preview: PreviewView }) {
  const { criteria, checkCount } = preview
  return (
    <Stack gap="md">
      <Alert variant="light" color="gray">
        Reviewers see what {checkCount} behaviour checks found. You do not, because others still take this
        exercise. Each check belongs to one of the criteria that you were shown:
      </Alert>
      <List size="sm" spacing={6}>
        {criteria.map((criterion) => (
          <List.Item key={criterion.id}>{criterion.title}</List.Item>
        ))}
      </List>
    </Stack>
  )
}

function Scorecard({ rubric }: Pick<PreviewView, 'rubric'>) {
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        Two people answer these, each without seeing the other’s answers.
      </Text>
      {rubric.map((item) => (
        <div key={item.id}>
          <Text size="sm" fw={600}>
            {item.title}
          </Text>
          <List size="sm" spacing={4} mt={4} type="ordered">
            {item.levels.map((level) => (
              <List.Item key={level.score}>{level.anchor}</List.Item>
            ))}
          </List>
        </div>
      ))}
    </Stack>
  )
}
