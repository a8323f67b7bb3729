import { Badge } from '@mantine/core'
import { verdictNames, type Verdict } from '#contracts/runs.ts'

/** Teal passed, amber ours, red theirs; always with the word. */
export function VerdictBadge(props: { verdict: Verdict }) {
  const tone = props.verdict === 'passed' ? 'good' : props.verdict === 'platform_error' ? 'warn' : 'bad'
  return (
    <Badge className="tone-badge" data-tone={tone}>
      {verdictNames[props.verdict]}
    </Badge>
  )
}

/** Beside the verdict of a run that left tests out. */
export function PartBadge() {
  return (
    <Badge className="tone-badge" data-tone="plain">
      Part of the tests
    </Badge>
  )
}
