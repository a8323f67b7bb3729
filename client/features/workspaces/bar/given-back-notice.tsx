import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import type { ServerClock } from '../../../lib/clock/server-clock.ts'
import { Banner } from './banner.tsx'
import { describeCredits } from './describe-credits.ts'
import { useAcknowledgeCredits } from '../api.ts'

/** Says that time was given back and why, until the candidate has read it. Always there, so that it is read aloud when it fills. */
export function GivenBackNotice(props: { attemptId: string; clock: ServerClock }) {
  const reading = useSyncExternalStore(props.clock.subscribe, props.clock.getReading)
  const acknowledge = useAcknowledgeCredits(props.attemptId, props.clock)
  const words = describeCredits(reading)
  return (
    <div role="status" aria-live="polite">
      {words !== null && (
        <Banner
          tone="good"
          title={words}
          detail={acknowledge.isError && 'This could not be noted just now. Try again in a moment.'}
          action={
            <Button
              size="compact-sm"
              variant="default"
              loading={acknowledge.isPending}
              onClick={() => acknowledge.mutate(reading.givenBack.map(({ id }) => id))}
            >
              I have read this
            </Button>
          }
        />
      )}
    </div>
  )
}
