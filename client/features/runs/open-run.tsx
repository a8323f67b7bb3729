import { Group, Loader, Stack, Text } from '@mantine/core'
import { IconClockPause } from '@tabler/icons-react'
import { verdictNames, type RunPhase, type RunView } from '#contracts/runs.ts'
import { OnlyNote } from '../../ui/results/only-note.tsx'
import { OutputBlock } from '../../ui/results/output-block.tsx'
import type { LiveRuns } from './live-runs.ts'
import { useLiveRun } from './use-live-runs.ts'

const phaseLabels: Record<RunPhase, string> = {
  preparing: 'Preparing a fresh box…',
  building: 'Building your code…',
  testing: 'Running the tests…',
  collecting: 'Collecting the results…',
}

/** A run that has not ended: what it waits for, or what it is busy with, and its output as it comes. */
export function OpenRun(props: { run: RunView; live: LiveRuns }) {
  const { run } = props
  const live = useLiveRun(props.live, run.id)
  if (run.state === 'superseded') {
    return (
      <Text size="sm" c="dimmed">
        You started a newer run before this one began, so it was left out.
      </Text>
    )
  }
  // Its state decides: a run that was given back has phases from before, and waits all the same.
  if (run.state === 'queued') return <Waiting run={run} />
  const { only } = run
  return (
    <Stack gap="sm">
      <Group gap="xs" role="status">
        <Loader size={16} />
        <Text size="sm" fw={550}>
          {live.verdict === null ? phaseLabels[live.phase ?? 'preparing'] : verdictNames[live.verdict]}
        </Text>
      </Group>
      {only !== null && <OnlyNote only={only} />}
      <OutputBlock text={live.text} label="Output of the run, live" />
    </Stack>
  )
}

function Waiting(props: { run: RunView }) {
  const { workerOnline, queuedBefore } = props.run
  if (!workerOnline) {
    return (
      <div className="notice" role="status">
        <IconClockPause size={18} stroke={1.6} aria-hidden="true" />
        <div>
          <Text size="sm" fw={600}>
            Waiting for a worker: nothing is lost
          </Text>
          <Text size="sm">
            The machine that runs code is not connected right now. Your run starts by itself when it is back;
            go on working meanwhile.
          </Text>
        </div>
      </div>
    )
  }
  return (
    <Group gap="xs" role="status">
      <Loader size={16} />
      <Text size="sm" fw={550}>
        {queuedBefore === null || queuedBefore === 0
          ? 'Starting in a moment…'
          : `Waiting: ${queuedBefore} before you`}
      </Text>
    </Group>
  )
}
