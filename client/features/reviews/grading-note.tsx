import { Paper, SegmentedControl, Stack, Text } from '@mantine/core'
import type { Grading } from '#contracts/api/reviews.ts'
import { formatDay } from '../../lib/clock/days.ts'

/** Says when and why a submission was graded again, and lets one look at what was found before. */
export function GradingNote(props: {
  gradings: readonly Grading[]
  shown: number
  onShow: (index: number) => void
}) {
  const { gradings, shown } = props
  const newest = gradings[0]?.regrade ?? null
  if (newest === null || gradings[0] === undefined) return null
  return (
    <Paper p="sm" component="aside" aria-label="Graded again" className="regrade-note">
      <Stack gap="xs">
        <Text size="sm">
          Graded again on {formatDay(gradings[0].gradedAt)} because: {newest.reason}
        </Text>
        {gradings.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Which grading to show"
            value={String(shown)}
            onChange={(value) => props.onShow(Number(value))}
            data={gradings.map((grading, index) => ({
              value: String(index),
              label: index === 0 ? 'Newest result' : `Earlier, ${formatDay(grading.gradedAt)}`,
            }))}
          />
        )}
        {shown > 0 && (
          <Text size="xs" c="dimmed">
            This is an earlier result, kept for the record. The newest one counts.
          </Text>
        )}
      </Stack>
    </Paper>
  )
}
