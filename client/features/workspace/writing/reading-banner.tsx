import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { explainError } from '../../../lib/api-error.ts'
import type { Writer, WriterState } from './writer.ts'

const words = {
  held: {
    what: 'This exercise is being written in another window.',
    next: 'You can read along here; what is saved there appears by itself. To go on in this window, take over.',
  },
  lost: {
    what: 'You went on in another window, so this one only shows what is saved.',
    next: 'Whatever you had typed here and was not saved by then is kept apart, and listed below this line.',
  },
} as const

/** Why nothing can be typed here, and the way to change that. */
export function ReadingBanner(props: { writer: Writer; state: WriterState }) {
  const { writer, state } = props
  const takeOver = useMutation({ mutationFn: () => writer.takeOver() })
  if (state.kind === 'writing') return null
  return (
    <div className="end-banner" role="alert">
      <div>
        <Text fw={600}>{words[state.why].what}</Text>
        <Text size="sm">{words[state.why].next}</Text>
        {takeOver.isError && <Text size="sm">{explainError(takeOver.error).message} Try again.</Text>}
      </div>
      <Button size="xs" variant="default" loading={takeOver.isPending} onClick={() => takeOver.mutate()}>
        Write here instead
      </Button>
    </div>
  )
}
