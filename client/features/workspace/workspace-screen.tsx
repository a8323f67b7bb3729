import { useState, useSyncExternalStore, type ComponentType } from 'react'
import { useDisclosure } from '@mantine/hooks'
import type { Only } from '#contracts/runs.ts'
import { useClockSync } from '../../lib/clock/use-clock-sync.ts'
import type { ServerClock } from '../../lib/clock/server-clock.ts'
import { EndBanner } from './bar/end-banner.tsx'
import { GivenBackNotice } from './bar/given-back-notice.tsx'
import { HeldChangesDialog } from './session/held-changes-dialog.tsx'
import { OtherWriterBanner } from './bar/other-writer-banner.tsx'
import { ShortcutsDialog } from './bar/shortcuts-dialog.tsx'
import { SubmitDialog } from './bar/submit-dialog.tsx'
import { TopBar } from './bar/top-bar.tsx'
import { QuickOpen } from './search/quick-open.tsx'
import { ToolsDrawer } from './tools/tools-drawer.tsx'
import { useCreateRun } from './use-create-run.ts'
import { useEditing } from './use-editing.ts'
import { useEnd } from './bar/use-end.ts'
import { useLeaveGuard } from './session/use-leave-guard.ts'
import { useOtherWriter } from './bar/use-other-writer.ts'
import { useOpenFiles } from './files/use-open-files.ts'
import { useTypescriptProject } from './use-typescript-project.ts'
import { useShortcuts } from './use-shortcuts.ts'
import type { AttemptView } from './use-attempt.ts'
import type { RunsPanelProps } from './workspace-page.tsx'
import { WorkspacePanes, type SideTab } from './workspace-panes.tsx'
import type { WorkspaceSession } from './session/workspace-session.ts'

export function WorkspaceScreen(props: {
  attempt: AttemptView
  session: WorkspaceSession
  clock: ServerClock
  RunsPanel: ComponentType<RunsPanelProps>
}) {
  const { attempt, session, clock, RunsPanel } = props
  const { engine, models } = session
  const paths = useSyncExternalStore(models.subscribe, models.getPaths)
  const files = useOpenFiles(attempt.id, paths, attempt.exercise.entryFile)
  const editing = useEditing(attempt.id, session, files)
  const [sideTab, setSideTab] = useState<SideTab>('instructions')
  const [submitting, submitDialog] = useDisclosure(false)
  const [helping, helpDialog] = useDisclosure(false)
  const [choosingTools, toolsDrawer] = useDisclosure(false)
  const createRun = useCreateRun(attempt.id, engine)
  const ended = useEnd(attempt.id, clock, session)
  const writtenElsewhere = useOtherWriter(attempt.id, session.ownClientIds)
  useClockSync(clock, attempt.id)
  useLeaveGuard(engine)
  useTypescriptProject(attempt.exercise.language, models)

  const runTests = (only?: Only) => {
    setSideTab('runs')
    editing.showPane('side')
    if (!ended && !createRun.isPending) createRun.mutate(only)
  }
  const run = () => runTests()
  useShortcuts({
    save: () => void engine.flush(),
    run,
    help: helpDialog.open,
    search: editing.askSearch,
    openFile: () => editing.chooseFile(true),
    problems: editing.toggleProblems,
    toggleTab: editing.control.toggleTab,
  })

  return (
    <div className="workspace">
      <title>{`${attempt.exercise.title} · Fairtime`}</title>
      <TopBar
        title={attempt.exercise.title}
        engine={engine}
        clock={clock}
        ended={ended}
        running={createRun.isPending}
        onRun={run}
        onSubmit={submitDialog.open}
        onTools={toolsDrawer.open}
        onHelp={helpDialog.open}
      />
      <GivenBackNotice attemptId={attempt.id} clock={clock} />
      {ended && <EndBanner engine={engine} />}
      {writtenElsewhere && !ended && <OtherWriterBanner />}
      <main className="panes-main">
        <WorkspacePanes
          attempt={attempt}
          session={session}
          files={files}
          editing={editing}
          readOnly={ended}
          sideTab={sideTab}
          onSideTab={setSideTab}
          runs={
            <RunsPanel
              attemptId={attempt.id}
              starting={createRun.isPending}
              startError={createRun.error}
              onRun={run}
              code={{
                paths,
                canRun: !ended && !createRun.isPending,
                onRunOnly: runTests,
                onGoTo: editing.goTo,
                onPlaces: (places) => editing.marks.show(places),
              }}
            />
          }
        />
      </main>
      <SubmitDialog
        opened={submitting && !ended}
        attemptId={attempt.id}
        engine={engine}
        clock={clock}
        fileCount={paths.length}
        onClose={submitDialog.close}
      />
      <ToolsDrawer
        opened={choosingTools}
        attemptId={attempt.id}
        engine={engine}
        ended={ended}
        onClose={toolsDrawer.close}
      />
      <QuickOpen
        opened={editing.isChoosingFile}
        paths={paths}
        onOpen={(path) => editing.goTo({ path })}
        onClose={() => editing.chooseFile(false)}
      />
      <ShortcutsDialog opened={helping} onClose={helpDialog.close} />
      <HeldChangesDialog session={session} />
    </div>
  )
}
