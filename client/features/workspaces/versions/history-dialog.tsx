import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { formatInstant } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { CompareFiles, type ComparedFile } from './compare-files.tsx'
import { groupRevisions, type RevisionGroup } from './group-revisions.ts'
import { useRevision, useRevisions } from '../api.ts'

const sources = {
  starter: 'The files as you got them',
  browser: 'Typed in the browser',
  git: 'A git push',
  zip: 'A zip file',
} as const

/** Everything that was ever saved: look at it beside the present files, and bring a file back. */
export function HistoryDialog(props: {
  attemptId: string
  session: WorkspaceSession
  readOnly: boolean
  onClose: () => void
}) {
  const { attemptId, session, readOnly } = props
  const { data, error, refetch } = useRevisions(attemptId)
  const [chosen, choose] = useState<number | null>(null)
  const groups = groupRevisions(data?.revisions ?? [])
  const shown = groups.find((group) => group.revision === chosen) ?? groups[1] ?? groups[0]
  return (
    <Modal opened onClose={props.onClose} title="History" size="min(1400px, 96vw)" centered>
      {error !== null && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {shown !== undefined && (
        <div className="versions">
          <ul className="version-list" aria-label="Saved states">
            {groups.map((group) => (
              <li key={group.revision}>
                <GroupButton
                  group={group}
                  isCurrent={group === shown}
                  onChoose={() => choose(group.revision)}
                />
              </li>
            ))}
          </ul>
          <OneRevision
            key={shown.revision}
            attemptId={attemptId}
            session={session}
            group={shown}
            readOnly={readOnly}
          />
        </div>
      )}
    </Modal>
  )
}

function GroupButton(props: { group: RevisionGroup; isCurrent: boolean; onChoose: () => void }) {
  const { source, at, paths, saves, isLate } = props.group
  return (
    <button type="button" aria-current={props.isCurrent ? 'true' : undefined} onClick={props.onChoose}>
      <Text size="sm" fw={600} component="span">
        {sources[source]}, <RelativeInstant at={at} inButton />
      </Text>
      <Text size="xs" c="dimmed" component="span">
        {paths.slice(0, 4).join(', ')}
        {paths.length > 4 && ` and ${paths.length - 4} more`}
        {saves > 1 && ` · ${saves} saves`}
        {isLate && ' · after the time was over'}
      </Text>
    </button>
  )
}

function OneRevision(props: {
  attemptId: string
  session: WorkspaceSession
  group: RevisionGroup
  readOnly: boolean
}) {
  const { attemptId, session, group, readOnly } = props
  const { data, error } = useRevision(attemptId, group.revision)
  const [said, say] = useState<string | null>(null)
  if (data === undefined) return error === null ? null : <ErrorPanel error={error} />
  const restore = (file: ComparedFile) => {
    const problem = session.putFile(file.path, file.other)
    say(problem === null ? `${file.path} is as it was then.` : `This cannot be done: ${problem}.`)
  }
  return (
    <Stack gap="xs" className="compare">
      <CompareFiles
        files={differences(new Map(data.files.map(({ path, content }) => [path, content])), session)}
        otherTitle={formatInstant(new Date(group.at))}
        actions={(file) => (
          <Group gap="sm">
            <Button size="xs" disabled={readOnly} onClick={() => restore(file)}>
              {file.other === null ? 'Delete this file, as then' : 'Restore this file'}
            </Button>
            <Text size="xs" c="dimmed">
              That is an ordinary save: what is there now stays in the history.
            </Text>
          </Group>
        )}
      />
      <Text size="sm" role="status">
        {said}
      </Text>
    </Stack>
  )
}

/** The files of then that are not as they stand in the editor. */
function differences(then: ReadonlyMap<string, string>, session: WorkspaceSession): ComparedFile[] {
  const now = session.models.contents()
  return [...new Set([...then.keys(), ...now.keys()])]
    .sort()
    .map((path) => ({ path, other: then.get(path) ?? null, current: now.get(path) ?? null }))
    .filter(({ other, current }) => other !== current)
}
