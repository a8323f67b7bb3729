import { Button, NumberInput, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDuration } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useSetExtraTime, type TimeView } from '../api.ts'

/** The agreed extra time as a factor of the usual time; it can be raised at any moment. */
export function ExtraTimeForm(props: { invitationId: string; time: TimeView }) {
  const { time } = props
  const set = useSetExtraTime(props.invitationId)
  const [factor, setFactor] = useState<number | string>(Number(time.extraTimeFactor.toFixed(2)))
  const total = formatDuration(time.baseDurationMs * Number(factor))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        set.mutate(Number(factor))
      }}
      noValidate
    >
      <Stack gap="sm">
        <Title order={3} size="h5">
          Extra time agreed
        </Title>
        <NumberInput
          label="Times the usual time"
          description={`${total} in all. What the candidate has been promised is not made shorter.`}
          min={1}
          max={4}
          step={0.25}
          decimalScale={2}
          value={factor}
          onChange={setFactor}
        />
        {set.isError && <ErrorPanel error={set.error} />}
        <Button type="submit" variant="default" loading={set.isPending}>
          Set extra time
        </Button>
      </Stack>
    </form>
  )
}
