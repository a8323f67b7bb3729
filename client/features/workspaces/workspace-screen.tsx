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

interface ScreenProps {
  attempt: AttemptView
  session: WorkspaceSession
  clock: ServerClock
  RunsPanel: ComponentType<RunsPanelProps>
}

export function WorkspaceScreen(props: ScreenProps) {
  const { attempt, session } = props
  const screen = useWorkspaceScreen(props)
  const { paths, editing, ended } = screen
  return (
    <div className="workspace">
      <title>{`${attempt.exercise.title} · Fairtime`}</title>
      <Bar {...props} screen={screen} />
      <Banners {...props} screen={screen} />
      <main className="panes-main">
        <WorkspacePanes
          attempt={attempt}
          session={session}
          files={screen.files}
          readOnly={screen.readOnly}
          readOnlyMessage={ended ? endedMessage : readingMessage}
          editing={editing}
          sideTab={screen.sideTab}
          onSideTab={screen.setSideTab}
          runs={<Runs {...props} screen={screen} />}
        />
      </main>
      <Dialogs {...props} screen={screen} />
      <QuickOpen
        opened={editing.isChoosingFile}
        paths={paths}
        onOpen={(path) => editing.goTo({ path })}
        onClose={() => editing.chooseFile(false)}
      />
      <LeaveDialog attemptId={attempt.id} session={session} />
    </div>
  )
}

/** What the screen holds and does, beside what it draws. */
function useWorkspaceScreen({ attempt, session, clock }: ScreenProps) {
  const { engine, models } = session
  const paths = useSyncExternalStore(models.subscribe, models.getPaths)
  const files = useOpenFiles(attempt.id, paths, attempt.exercise.entryFile)
  const editing = useEditing(attempt.id, session, files)
  const [shownSince] = useState(attempt.clock.asOf)
  const [sideTab, setSideTab] = useState<SideTab>('instructions')
  const dialogs = useDialogs()
  const createRun = useCreateRun(attempt.id, engine)
  const ended = useEnd(attempt.id, clock, session)
  const lease = useEditLease(attempt.id, session.lease)
  useClockSync(clock, attempt.id)
  useLeaveGuard(engine)
  useFollowServer(attempt.id, session)
  useTypescriptProject(attempt.exercise.language, models)
  const runTests = (only?: TestFilter) => {
    setSideTab('runs')
    editing.showPane('side')
    if (!ended && !createRun.isPending) createRun.mutate(only)
  }
  useShortcuts({
    save: () => void engine.flush(),
    run: () => runTests(),
    help: dialogs.help.open,
    search: editing.askSearch,
    openFile: () => editing.chooseFile(true),
    problems: editing.toggleProblems,
    toggleTab: editing.control.toggleTab,
  })
  const readOnly = ended || lease.kind === 'reading'
  const shown = { paths, files, editing, sideTab, setSideTab, dialogs, shownSince }
  return { ...shown, createRun, ended, lease, readOnly, runTests }
}

function useDialogs() {
  const [isSubmitting, submit] = useDisclosure(false)
  const [isHelping, help] = useDisclosure(false)
  const [isChoosingTools, tools] = useDisclosure(false)
  const [isLookingBack, history] = useDisclosure(false)
  return {
    submit: { ...submit, opened: isSubmitting },
    help: { ...help, opened: isHelping },
    tools: { ...tools, opened: isChoosingTools },
    history: { ...history, opened: isLookingBack },
  }
}

type PartProps = ScreenProps & { screen: ReturnType<typeof useWorkspaceScreen> }

function Bar({ attempt, session, clock, screen }: PartProps) {
  const { dialogs, ended, lease, createRun } = screen
  return (
    <TopBar
      title={attempt.exercise.title}
      practiceOf={attempt.practice ? attempt.invitationId : null}
      engine={session.engine}
      clock={clock}
      ended={ended}
      running={createRun.isPending}
      reading={lease.kind === 'reading'}
      onRun={() => screen.runTests()}
      onSubmit={dialogs.submit.open}
      onTools={dialogs.tools.open}
      onHistory={dialogs.history.open}
      onHelp={dialogs.help.open}
    />
  )
}

function Banners({ attempt, session, clock, screen }: PartProps) {
  const { engine } = session
  const { ended, lease, readOnly } = screen
  return (
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
  )
}

function Runs({ attempt, session, RunsPanel, screen }: PartProps) {
  const { createRun, editing, ended, paths, shownSince, runTests } = screen
  return (
    <>
      <RefusedInRuns engine={session.engine} />
      <RunsPanel
        attemptId={attempt.id}
        starting={createRun.isPending}
        startError={createRun.error}
        onRun={() => runTests()}
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
  )
}

function Dialogs({ attempt, session, clock, screen }: PartProps) {
  const { dialogs, ended, paths, readOnly } = screen
  return (
    <>
      <SubmitDialog
        opened={dialogs.submit.opened && !ended}
        attemptId={attempt.id}
        session={session}
        clock={clock}
        fileCount={paths.length}
        onClose={dialogs.submit.close}
      />
      <ToolsDrawer
        opened={dialogs.tools.opened}
        attemptId={attempt.id}
        engine={session.engine}
        ended={ended}
        onClose={dialogs.tools.close}
      />
      <ShortcutsDialog opened={dialogs.help.opened} onClose={dialogs.help.close} />
      {dialogs.history.opened && (
        <HistoryDialog
          attemptId={attempt.id}
          session={session}
          readOnly={readOnly}
          onClose={dialogs.history.close}
        />
      )}
    </>
  )
}
