import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useBlocker } from 'react-router'
import type { RefusedFile } from '#contracts/workspace.ts'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { paths } from '../../../lib/paths.ts'
import { DownloadButton } from './download-button.tsx'
import { refusedSentences } from './describe-refusal.ts'
import { unsavedLimits } from './unsaved-limits.ts'

const refusedTitle = (files: readonly RefusedFile[]) =>
  files.length === 1 ? 'One file is not saved' : `${files.length} files are not saved`

/** Holds a way to another page of ours while what was typed has not reached the server. */
export function LeaveDialog(props: { attemptId: string; session: WorkspaceSession }) {
  const { attemptId, session } = props
  const { engine } = session
  const blocker = useBlocker(
    ({ nextLocation }) =>
      nextLocation.pathname !== paths.receipt(attemptId) &&
      (engine.unsavedMs(Date.now()) >= unsavedLimits.holdMs || engine.getRefused().length > 0),
  )
  const refused = useSyncExternalStore(engine.subscribe, engine.getRefused)
  const isOnlyRefused = refused.length > 0 && !engine.hasUnsaved()
  const stay = () => blocker.reset?.()
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={stay}
      title={isOnlyRefused ? refusedTitle(refused) : 'Your newest changes are not saved yet'}
      centered
      transitionProps={{ duration: 120 }}
    >
      <Stack>
        <Text size="sm">
          {whatHappens(engine, isOnlyRefused ? refused : null)} You can take your files with you as a zip
          file.
        </Text>
        <Group justify="flex-end" gap="sm">
          <DownloadButton models={session.models} />
          <Button size="xs" variant="default" onClick={() => blocker.proceed?.()}>
            Leave all the same
          </Button>
          <Button size="xs" data-autofocus onClick={stay}>
            Stay here
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Of what is not saved; `refused` where that is all there is. */
function whatHappens(engine: SaveEngine, refused: readonly RefusedFile[] | null): string {
  if (!engine.outlivesPage())
    return 'This browser keeps nothing once the page is left, so they would be lost.'
  if (refused === null)
    return 'They are kept on this computer, and sent when you open this exercise here again with a line to the server.'
  const { title, detail } = refusedSentences(refused)
  return `${title} ${detail} What you typed is kept on this computer, and shown when you open this exercise here again; it is not in what is handed in.`
}
