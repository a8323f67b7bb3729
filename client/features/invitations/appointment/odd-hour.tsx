import { Button, Group, Stack, Text } from '@mantine/core'
import type { WallTime } from '../../../lib/clock/read-wall-time.ts'

/** Asked once more, where somebody may have meant the other half of the day or another zone. */
export function OddHour(props: { time: WallTime; busy: boolean; onConfirm: () => void; onBack: () => void }) {
  const clock = props.time.local.slice('yyyy-mm-ddT'.length)
  return (
    <Stack gap="sm" role="alert">
      <Text size="sm">
        <b>
          {clock} in {props.time.zone} is {partOfDay(clock)}.
        </b>{' '}
        Is that the hour you mean?
      </Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={props.onBack} autoFocus disabled={props.busy}>
          Another time
        </Button>
        <Button onClick={props.onConfirm} loading={props.busy}>
          Yes, {clock}
        </Button>
      </Group>
    </Stack>
  )
}

function partOfDay(clock: string): string {
  if (clock > '21:00') return 'late in the evening'
  return clock < '05:00' ? 'in the middle of the night' : 'early in the morning'
}
