import { Button, Group, Stack } from '@mantine/core'
import {
  importStatuses,
  type ImportStatus,
  type InvitationImport,
} from '#contracts/api/invitations/invitation-imports.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useTickRows } from './api.ts'
import { statusWords } from './status-words.ts'

interface StatusFilterProps {
  list: InvitationImport
  status: ImportStatus | undefined
  onStatus: (status: ImportStatus | undefined) => void
}

/** Which rows are shown; of one kind, all can be ticked at once. */
export function StatusFilter({ list, status, onStatus }: StatusFilterProps) {
  const present = importStatuses.filter((each) => list.counts[each] > 0)
  return (
    <Stack gap="xs">
      <Group gap="xs" role="group" aria-label="Show">
        <FilterButton
          label="All"
          count={list.total}
          isOn={status === undefined}
          onClick={() => onStatus(undefined)}
        />
        {present.map((each) => (
          <FilterButton
            key={each}
            label={statusWords[each].label}
            count={list.counts[each]}
            isOn={status === each}
            onClick={() => onStatus(each)}
          />
        ))}
      </Group>
      {status !== undefined && status !== 'invalid' && list.state !== 'making' && (
        <TickAll importId={list.id} status={status} />
      )}
    </Stack>
  )
}

function FilterButton(props: { label: string; count: number; isOn: boolean; onClick: () => void }) {
  return (
    <Button
      size="xs"
      variant={props.isOn ? 'filled' : 'default'}
      aria-pressed={props.isOn}
      onClick={props.onClick}
    >
      {props.label} {props.count.toLocaleString('en')}
    </Button>
  )
}

function TickAll({ importId, status }: { importId: string; status: ImportStatus }) {
  const tick = useTickRows(importId)
  return (
    <>
      <Group gap="xs">
        {[true, false].map((ticked) => (
          <Button
            key={String(ticked)}
            size="xs"
            variant="subtle"
            onClick={() => tick.mutate({ status, ticked })}
          >
            {ticked ? 'Tick' : 'Untick'} all of "{statusWords[status].label}"
          </Button>
        ))}
      </Group>
      {tick.error !== null && <ErrorPanel error={tick.error} />}
    </>
  )
}
