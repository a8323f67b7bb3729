import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ConflictCopy } from '#contracts/api/workspaces/conflicts.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { originOf, reasonOf } from './describe-conflict.ts'
import { CompareFiles, type ComparedFile } from './compare-files.tsx'
import { useConflictCopy, useResolveConflict } from '../api.ts'

const outcomes = { used: 'used', left: 'left' } as const

interface ConflictsProps {
  attemptId: string
  session: WorkspaceSession
  readOnly: boolean
}

/** The versions that were kept apart, each beside the present files: use it, copy from it, or leave it. */
export function ConflictsDialog(
  props: ConflictsProps & { conflicts: readonly ConflictCopy[]; onClose: () => void },
) {
  const { conflicts, onClose, ...shared } = props
  const [chosenId, choose] = useState<string | null>(null)
  const waiting = conflicts.find((conflict) => conflict.outcome === null)
  const chosen = conflicts.find((conflict) => conflict.id === chosenId) ?? waiting ?? conflicts[0]
  const tabId = props.session.lease.tabId
  return (
    <Modal opened onClose={onClose} title="Versions kept apart" size="min(1400px, 96vw)" centered>
      <div className="versions">
        <ul className="version-list" aria-label="Versions">
          {conflicts.map((conflict) => (
            <li key={conflict.id}>
              <button
                type="button"
                aria-current={conflict.id === chosen?.id ? 'true' : undefined}
                onClick={() => choose(conflict.id)}
              >
                <Origin conflict={conflict} tabId={tabId} />
              </button>
            </li>
          ))}
        </ul>
        {chosen !== undefined && <OneConflict key={chosen.id} conflict={chosen} {...shared} />}
      </div>
    </Modal>
  )
}

function Origin({ conflict, tabId }: { conflict: ConflictCopy; tabId: string }) {
  return (
    <>
      <Text size="sm" fw={600} component="span">
        {originOf(conflict, tabId)}, <RelativeInstant at={conflict.keptAt} inButton />
      </Text>
      <Text size="xs" c="dimmed" component="span">
        {conflict.paths.join(', ')}: kept because {reasonOf(conflict, tabId)}.
        {conflict.outcome !== null && ` You ${outcomes[conflict.outcome]} it.`}
      </Text>
    </>
  )
}

function OneConflict({
  attemptId,
  session,
  conflict,
  readOnly,
}: ConflictsProps & { conflict: ConflictCopy }) {
  const { data, error } = useConflictCopy(attemptId, conflict.id)
  const settle = useResolveConflict(attemptId)
  const [problem, setProblem] = useState<string | null>(null)
  if (data === undefined) return error === null ? null : <ErrorPanel error={error} />
  const files = data.files.map(({ path, content }) => ({
    path,
    other: content,
    current: session.models.read(path) ?? null,
  }))
  const use = () => {
    const problems = data.files.map(({ path, content }) => session.putFile(path, content))
    const first = problems.find((one) => one !== null) ?? null
    setProblem(first)
    if (first === null) settle.mutate({ copyId: conflict.id, outcome: 'used' })
  }
  return (
    <CompareFiles
      files={files}
      otherTitle="Kept apart"
      actions={(file) => (
        <Stack gap="xs">
          {problem !== null && (
            <Text size="sm" c="var(--bad)" role="alert">
              This cannot be used as it is: {problem}. Copy what you need from it.
            </Text>
          )}
          {settle.isError && <ErrorPanel error={settle.error} />}
          <Choices {...{ file, conflict, settle, readOnly }} onUse={use} />
        </Stack>
      )}
    />
  )
}

function Choices(props: {
  file: ComparedFile
  conflict: ConflictCopy
  settle: ReturnType<typeof useResolveConflict>
  readOnly: boolean
  onUse: () => void
}) {
  const { conflict, settle, readOnly } = props
  return (
    <Group gap="sm">
      <Button size="xs" disabled={readOnly} loading={settle.isPending} onClick={props.onUse}>
        Use this version
      </Button>
      <CopyText file={props.file} />
      <Button
        size="xs"
        variant="default"
        disabled={conflict.outcome === 'left'}
        onClick={() => settle.mutate({ copyId: conflict.id, outcome: 'left' })}
      >
        Leave it
      </Button>
      <Text size="xs" c="dimmed">
        {readOnly
          ? 'To use it, choose "Write here instead" first.'
          : 'Nothing is thrown away: what is there now stays in the history, and this one in this list.'}
      </Text>
    </Group>
  )
}

function CopyText(props: { file: ComparedFile }) {
  return (
    <CopyButton value={props.file.other ?? ''} timeout={3_000}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          disabled={props.file.other === null}
          aria-live="polite"
          onClick={copy}
        >
          {copied ? 'Copied' : 'Copy its text'}
        </Button>
      )}
    </CopyButton>
  )
}
