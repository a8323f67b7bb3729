import { useState, useSyncExternalStore, type ComponentType } from 'react'
import { useDisclosure } from '@mantine/hooks'
import type { TestFilter } from '#contracts/runs.ts'
import { useClockSync } from '../../lib/clock/use-clock-sync.ts'
import type { ServerClock } from '../../lib/clock/server-clock.ts'
import { EndBanner } from './bar/end-banner.tsx'
import { GivenBackNotice } from './bar/given-back-notice.tsx'
import { ShortcutsDialog } from './bar/shortcuts-dialog.tsx'
import { SubmitDialog } from './bar/submit-dialog.tsx'
import { TopBar } from './bar/top-bar.tsx'
import { QuickOpen } from './search/quick-open.tsx'
import { ToolsDrawer } from './tools/tools-drawer.tsx'
import { useCreateRun, type AttemptView } from './api.ts'
import { useEditing } from './use-editing.ts'
import { useEnd } from './bar/use-end.ts'
import { useLeaveGuard } from '../../sync/session/use-leave-guard.ts'
import { useOpenFiles } from './files/use-open-files.ts'
import { useTypescriptProject } from './use-typescript-project.ts'
import { useShortcuts } from './use-shortcuts.ts'
import type { RunsPanelProps } from '../../lib/text/code-places.ts'
import { WorkspacePanes, type SideTab } from './workspace-panes.tsx'
import { LeaseLostNotice } from './lease/lease-lost-notice.tsx'
import { useFollowServer } from '../../sync/session/use-follow-server.ts'
import type { WorkspaceSession } from '../../sync/session/workspace-session.ts'
import { LeaveDialog } from './unsaved/leave-dialog.tsx'
import { NoStorageBanner } from './unsaved/no-storage-banner.tsx'
import { RefusedBanner } from './unsaved/refused-banner.tsx'
import { RefusedInRuns } from './unsaved/refused-in-runs.tsx'
import { UnreadableBanner } from './unsaved/unreadable-banner.tsx'
import { UnsavedBanner } from './unsaved/unsaved-banner.tsx'
import { ConflictsNotice } from './versions/conflicts-notice.tsx'
import { HistoryDialog } from './versions/history-dialog.tsx'
import { ReadOnlyBanner } from './lease/read-only-banner.tsx'
import { useEditLease } from '../../sync/lease/use-edit-lease.ts'

const endedMessage = 'Time is over. What was saved is handed in.'
const readingMessage = 'Another window writes. Choose "Write here instead" to go on in this one.'

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
  const [shownSince] = useState(attempt.clock.asOf)
  const [sideTab, setSideTab] = useState<SideTab>('instructions')
  const [submitting, submitDialog] = useDisclosure(false)
  const [helping, helpDialog] = useDisclosure(false)
  const [choosingTools, toolsDrawer] = useDisclosure(false)
  const [lookingBack, historyDialog] = useDisclosure(false)
  const createRun = useCreateRun(attempt.id, engine)
  const ended = useEnd(attempt.id, clock, session)
  const lease = useEditLease(attempt.id, session.lease)
  const reading = lease.kind === 'reading'
  const readOnly = ended || reading
  useClockSync(clock, attempt.id)
  useLeaveGuard(engine)
  useFollowServer(attempt.id, session)
  useTypescriptProject(attempt.exercise.language, models)

  const runTests = (only?: TestFilter) => {
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
        practiceOf={attempt.practice ? attempt.invitationId : null}
        engine={engine}
        clock={clock}
        ended={ended}
        running={createRun.isPending}
        reading={reading}
        onRun={run}
        onSubmit={submitDialog.open}
        onTools={toolsDrawer.open}
        onHistory={historyDialog.open}
        onHelp={helpDialog.open}
      />
      <div className="banners">
        <GivenBackNotice attemptId={attempt.id} clock={clock} />
        {ended && <EndBanner engine={engine} />}
        {!ended && <ReadOnlyBanner lease={session.lease} state={lease} />}
        {!readOnly && <NoStorageBanner engine={engine} />}
        <UnsavedBanner session={session} />
        <RefusedBanner session={session} />
        <UnreadableBanner entries={session.unreadable} />
        {!readOnly && <LeaseLostNotice remoteChanges={session.remoteChanges} />}
        <ConflictsNotice attemptId={attempt.id} session={session} readOnly={readOnly} />
      </div>
      <main className="panes-main">
        <WorkspacePanes
          attempt={attempt}
          session={session}
          files={files}
          readOnly={readOnly}
          readOnlyMessage={ended ? endedMessage : readingMessage}
          editing={editing}
          sideTab={sideTab}
          onSideTab={setSideTab}
          runs={
            <>
              <RefusedInRuns engine={engine} />
              <RunsPanel
                attemptId={attempt.id}
                starting={createRun.isPending}
                startError={createRun.error}
                onRun={run}
                code={{
                  paths,
                  shownSince,
                  canRun: !ended && !createRun.isPending,
                  onRunOnly: runTests,
                  onGoTo: editing.goTo,
                  onPlaces: (places) => editing.marks.show(places),
                }}
              />
            </>
          }
        />
      </main>
      <SubmitDialog
        opened={submitting && !ended}
        attemptId={attempt.id}
        session={session}
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
      <LeaveDialog attemptId={attempt.id} session={session} />
      {lookingBack && (
        <HistoryDialog
          attemptId={attempt.id}
          session={session}
          readOnly={readOnly}
          onClose={historyDialog.close}
        />
      )}
    </div>
  )
}
