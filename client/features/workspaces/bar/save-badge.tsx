import { Group, Text, Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconCloudOff,
  IconEye,
  IconGitBranch,
  IconLoader2,
  IconPencil,
} from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { explainError } from '../../../lib/api/api-error.ts'
import { useNow } from '../../../lib/clock/use-now.ts'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { describeStatus, type SaveStatus } from '../../../sync/autosave/save-status.ts'

const icons = {
  saved: IconCheck,
  unsaved: IconPencil,
  saving: IconLoader2,
  offline: IconCloudOff,
  conflict_copy: IconGitBranch,
  refused: IconAlertTriangle,
} as const
import { countUnsaved, refusedSentences } from '../unsaved/describe-refusal.ts'

/** Whether what is on the screen is safe, in words. */
export function SaveBadge(props: { engine: SaveEngine; reading: boolean }) {
  const status = useSyncExternalStore(props.engine.subscribe, props.engine.getStatus)
  const refused = useSyncExternalStore(props.engine.subscribe, props.engine.getRefused)
  const now = useNow(1_000)
  const nowMs = now.getTime()
  const waiting = { ageMs: props.engine.unsavedMs(nowMs), outlivesPage: props.engine.outlivesPage() }
  const isReading = props.reading && status.kind === 'saved'
  // While all else is well, what is not saved is what there is to say.
  const isRefused = refused.length > 0 && (status.kind === 'saved' || status.kind === 'unsaved')
  const kind = isRefused ? 'refused' : status.kind
  const Icon = isReading && !isRefused ? IconEye : icons[kind]
  const { title, detail } = refusedSentences(refused)
  const label = isRefused ? `${title} ${detail}` : isReading ? readingDetail : detailOf(status)
  return (
    <Tooltip label={label} multiline maw={320}>
      <Group gap={5} wrap="nowrap" className="save-badge" data-kind={kind} miw={0} tabIndex={0}>
        <Icon size={15} stroke={1.7} aria-hidden="true" />
        <Text component="span" size="xs" className="truncate">
          {isRefused
            ? countUnsaved(refused)
            : isReading
              ? 'Read only'
              : describeStatus(status, nowMs, waiting)}
        </Text>
      </Group>
    </Tooltip>
  )
}

const readingDetail = 'Another window writes; what is saved there is shown here.'

function detailOf(status: SaveStatus): string {
  if (status.kind === 'offline')
    return 'The server cannot be reached. Go on working: every change waits here and is sent in order.'
  if (status.kind === 'conflict_copy')
    return 'What was typed last is on the server, beside the files and not in them. Compare it and choose.'
  if (status.kind !== 'refused') return 'Everything is saved at each pause in typing. Ctrl+S saves at once.'
  const { message, next, issues } = explainError(status.error)
  return [message, ...issues.map((issue) => `${issue.reason}.`), next].join(' ')
}
