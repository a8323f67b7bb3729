import { Group, List, Text } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import type { ServerClock } from '../../../lib/clock/server-clock.ts'
import { formatCountdown } from '../../../lib/clock/times.ts'
import { useRemainingSeconds } from '../../../lib/clock/use-remaining.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import type { SaveStatus } from '../../../sync/autosave/save-status.ts'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { DownloadButton } from '../unsaved/download-button.tsx'
import { unsavedLimits } from '../unsaved/unsaved-limits.ts'
import { useUnsavedAge } from '../unsaved/use-unsaved-age.ts'
import { countConflictCopies } from '../versions/describe-conflict.ts'
import { useConflictCopies, useSubmitAttempt } from '../api.ts'
import { UnsavedError } from './unsaved-error.ts'

const savedLabels = {
  saved: 'Everything you typed is saved.',
  unsaved: 'Your newest changes are saved first.',
  saving: 'Your newest changes are being saved first.',
  offline: 'The server cannot be reached right now, so this cannot be handed in yet.',
  conflict_copy: 'What you typed last is kept apart, and not in these files: compare it first.',
  refused: 'Your newest changes could not be saved.',
} as const

function describeSaved(kind: SaveStatus['kind'], held: { refused: number; apart: number }): string {
  if (kind !== 'saved') return savedLabels[kind]
  if (held.refused > 0) return 'All other files are saved as they stand here.'
  return held.apart > 0 ? 'Everything that stands in these files is saved.' : savedLabels.saved
}

interface SubmitDialogProps {
  opened: boolean
  attemptId: string
  session: WorkspaceSession
  clock: ServerClock
  fileCount: number
  onClose: () => void
}

export function SubmitDialog(props: SubmitDialogProps) {
  const { engine, models } = props.session
  const submit = useSubmitAttempt(props.attemptId, engine)
  const isHeld = useUnsavedAge(engine) >= unsavedLimits.holdMs
  return (
    <ConfirmDialog
      opened={props.opened}
      title="Hand in your work?"
      confirmLabel="Submit for good"
      cancelLabel="Keep working"
      busy={submit.isPending}
      disabled={isHeld}
      onConfirm={() => submit.mutate()}
      onClose={props.onClose}
    >
      <WhatIsSubmitted {...props} />
      {isHeld && (
        <>
          <Text size="sm" c="var(--bad)" role="alert">
            Handing in is held back: it would be without what you typed last. It is possible again as soon as
            that has reached the server. If the time is over first, what was saved last is handed in by
            itself.
          </Text>
          <Group>
            <DownloadButton models={models} />
          </Group>
        </>
      )}
      {submit.isError && <SubmitFault error={submit.error} />}
    </ConfirmDialog>
  )
}

function WhatIsSubmitted({ attemptId, session, clock, fileCount }: SubmitDialogProps) {
  const { engine } = session
  const status = useSyncExternalStore(engine.subscribe, engine.getStatus)
  const refused = useSyncExternalStore(engine.subscribe, engine.getRefused)
  const conflicts = useConflictCopies(attemptId, engine)
  const apart = (conflicts.data?.conflicts ?? []).filter((conflict) => conflict.outcome === null).length
  const remainingMs = useRemainingSeconds(clock) * 1_000
  return (
    <List size="sm" spacing={6}>
      <List.Item>
        {fileCount} {fileCount === 1 ? 'file is' : 'files are'} handed in, exactly as saved.
      </List.Item>
      {refused.map(({ path, reason }) => (
        <List.Item key={path}>
          <b>The newest text of &quot;{path}&quot; is not handed in:</b> {reason}.
        </List.Item>
      ))}
      <List.Item>{describeSaved(status.kind, { refused: refused.length, apart })}</List.Item>
      {apart > 0 && (
        <List.Item>
          <b>{countConflictCopies(apart)}</b>, and what was typed there is not in these files: compare it
          first.
        </List.Item>
      )}
      <List.Item>
        You have <b className="clock">{formatCountdown(remainingMs)}</b> left. Using less time is no advantage
        and using all of it no disadvantage.
      </List.Item>
      <List.Item>This cannot be taken back.</List.Item>
    </List>
  )
}

function SubmitFault(props: { error: unknown }) {
  if (!(props.error instanceof UnsavedError)) return <ErrorPanel error={props.error} />
  return (
    <Text size="sm" c="var(--bad)" role="alert">
      Your newest changes are not saved yet, so nothing was handed in. Try again when the line is back; if it
      stays away, what was saved last is handed in at the end by itself.
    </Text>
  )
}
