import { Text } from '@mantine/core'
import type { TestFilter } from '#contracts/runs.ts'

/** Says of a run that it is of a part of the tests, and of which. */
export function OnlyNote(props: { only: TestFilter }) {
  return (
    <Text size="sm">
      Only <span className="tabular">{props.only.path.join(' › ')}</span> is run here; the other tests are
      left out.
    </Text>
  )
}
