import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'

interface Field {
  value?: number | string
  onChange?: (value: number | string) => void
  error?: ReactNode
}

/** How long everything about the candidates of this position is kept. */
export function RetentionField(props: { field: Field }) {
  return (
    <NumberInput
      label="Delete everything after (days)"
      description="Counted from the submission, or from the end of an invitation that was not started. Left empty, as long as everywhere in this installation."
      placeholder="As everywhere"
      min={1}
      max={3_650}
      allowDecimal={false}
      clampBehavior="none"
      {...props.field}
    />
  )
}
