import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Branch } from '#contracts/api/conflicts.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { originOf, reasonOf } from './describe-conflict.ts'
import { CompareFiles, type ComparedFile } from './compare-files.tsx'
import { useBranch, useSettleBranch } from './use-conflicts.ts'

const outcomes = { used: 'used', left: 'left' } as const

/** The versions that were kept apart, each beside the present files: use it, copy from it, or leave it. */
export function BranchesDialog(props: {
  attemptId: string
  session: WorkspaceSession
  branches: readonly Branch[]
  readOnly: boolean
  onClose: () => void
}) {
  const { attemptId, session, branches } = props
  const [chosenId, choose] = useState<string | null>(null)
  const waiting = branches.find((branch) => branch.outcome === null)
  const chosen = branches.find((branch) => branch.id === chosenId) ?? waiting ?? branches[0]
  const tabId = session.writer.tabId
  return (
    <Modal opened onClose={props.onClose} title="Versions kept apart" size="min(1400px, 96vw)" centered>
      <div className="versions">
        <ul className="version-list" aria-label="Versions">
          {branches.map((branch) => (
            <li key={branch.id}>
              <button
                type="button"
                aria-current={branch.id === chosen?.id ? 'true' : undefined}
                onClick={() => choose(branch.id)}
              >
                <Text size="sm" fw={600} component="span">
                  {originOf(branch, tabId)}, <RelativeInstant at={branch.keptAt} inButton />
                </Text>
                <Text size="xs" c="dimmed" component="span">
                  {branch.paths.join(', ')}: kept because {reasonOf(branch, tabId)}.
                  {branch.outcome !== null && ` You ${outcomes[branch.outcome]} it.`}
                </Text>
              </button>
            </li>
          ))}
        </ul>
        {chosen !== undefined && (
          <OneBranch
            key={chosen.id}
            attemptId={attemptId}
            session={session}
            branch={chosen}
            readOnly={props.readOnly}
          />
        )}
      </div>
    </Modal>
  )
}

function OneBranch(props: {
  attemptId: string
  session: WorkspaceSession
  branch: Branch
  readOnly: boolean
}) {
  const { attemptId, session, branch, readOnly } = props
  const { data, error } = useBranch(attemptId, branch.id)
  const settle = useSettleBranch(attemptId)
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
    if (first === null) settle.mutate({ branchId: branch.id, outcome: 'used' })
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
          <Group gap="sm">
            <Button size="xs" disabled={readOnly} loading={settle.isPending} onClick={use}>
              Use this version
            </Button>
            <CopyText file={file} />
            <Button
              size="xs"
              variant="default"
              disabled={branch.outcome === 'left'}
              onClick={() => settle.mutate({ branchId: branch.id, outcome: 'left' })}
            >
              Leave it
            </Button>
            <Text size="xs" c="dimmed">
              {readOnly
                ? 'To use it, choose "Write here instead" first.'
                : 'Nothing is thrown away: what is there now stays in the history, and this one in this list.'}
            </Text>
          </Group>
        </Stack>
      )}
    />
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
