import { Badge, Progress, Text } from '@mantine/core'
import type { Regrade } from '#contracts/api/regrades.ts'

/** How far a regrade is, in a bar and in words. */
export function RegradeProgress(props: { regrade: Regrade }) {
  const { waiting, running, finished, platformErrors, endedAt } = props.regrade
  const total = waiting + running + finished
  if (endedAt !== null) {
    return (
      <Badge className="tone-badge" data-tone={platformErrors === 0 ? 'good' : 'warn'}>
        {platformErrors === 0 ? `${total} graded` : `${platformErrors} of ${total} failed through us`}
      </Badge>
    )
  }
  return (
    <div>
      <Progress
        value={total === 0 ? 0 : (finished / total) * 100}
        size="sm"
        miw={140}
        aria-label={`${finished} of ${total} graded`}
      />
      <Text size="xs" c="dimmed" mt={4} className="figures">
        {finished} of {total}
        {running > 0 ? `, ${running} running` : ', waiting for its turn'}
      </Text>
    </div>
  )
}
