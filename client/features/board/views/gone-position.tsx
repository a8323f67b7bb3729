import { Button, Group, Text } from '@mantine/core'
import { usePositions } from '../../../lib/use-positions.ts'
import type { useBoardPlace } from '../filter/use-board-filter.ts'

/** An address or a saved view may ask for a position that is closed, or is not there. */
export function GonePosition({ place }: { place: ReturnType<typeof useBoardPlace> }) {
  const positions = usePositions()
  const { positionId } = place.filter
  if (positionId === undefined || positions.data === undefined) return null
  const position = positions.data.positions.find(({ id }) => id === positionId)
  if (position !== undefined && position.closedAt === null) return null
  return (
    <Group gap="xs" role="status">
      <Text size="sm">
        {position === undefined
          ? 'This view asks for a position that is no longer there, so it shows nothing.'
          : `The position "${position.title}" is closed: nobody is invited for it any more.`}
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => place.narrow({ positionId: undefined })}>
        Show every position
      </Button>
    </Group>
  )
}
