import { Text } from '@mantine/core'
import { verdictNames } from '#contracts/runs.ts'
import { RelativeInstant } from '../../ui/instant.tsx'
import type { RunRow } from './api.ts'

const stateNames = {
  queued: 'Waiting',
  running: 'Running',
  finished: 'Finished',
  superseded: 'Left out',
} as const

export function RunHistory(props: {
  runs: readonly RunRow[]
  shown: string
  onPick: (runId: string) => void
}) {
  if (props.runs.length < 2) return null
  return (
    <section aria-label="Earlier runs">
      <Text size="xs" fw={600} c="dimmed" mb={4}>
        All runs
      </Text>
      <ul className="run-history">
        {props.runs.map((run, index) => (
          <li key={run.id}>
            <RunButton
              run={run}
              number={props.runs.length - index}
              isShown={run.id === props.shown}
              onPick={props.onPick}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RunButton(props: {
  run: RunRow
  number: number
  isShown: boolean
  onPick: (runId: string) => void
}) {
  const { run } = props
  return (
    <button
      type="button"
      aria-current={props.isShown ? 'true' : undefined}
      onClick={() => props.onPick(run.id)}
    >
      <span>Run {props.number}</span>
      {run.only !== null && (
        <Text component="span" size="xs" c="dimmed" className="truncate" title={run.only.path.join(' › ')}>
          only {run.only.path.at(-1)}
        </Text>
      )}
      <span data-verdict={run.verdict ?? undefined}>
        {run.verdict === null ? stateNames[run.state] : verdictNames[run.verdict]}
      </span>
      <Text component="span" size="xs" c="dimmed" ml="auto">
        <RelativeInstant at={run.createdAt} inButton />
      </Text>
    </button>
  )
}
