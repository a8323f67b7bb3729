import { Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link, useParams } from 'react-router'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { formatInstant } from '../../lib/clock/times.ts'
import { paths } from '../../lib/paths.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RelativeInstant } from '../../ui/instant.tsx'
import { ChangedTable } from './changed-table.tsx'
import { RegradeProgress } from './regrade-progress.tsx'
import { useRegrade } from './api.ts'

type Report = ResponseOf<Api['getRegrade']>

/** What one regrade changed. */
export function RegradePage() {
  const { regradeId = '' } = useParams()
  const report = useRegrade(regradeId)
  return (
    <Stack gap="lg">
      <title>Regrade · Fairtime</title>
      <Link to={paths.regrades()} className="back-line">
        <IconArrowLeft size={16} stroke={1.7} /> All regrades
      </Link>
      {report.isError && report.data === undefined && (
        <>
          <Title order={1} size="h2">
            Regrade
          </Title>
          <ErrorPanel error={report.error} onRetry={() => void report.refetch()} />
        </>
      )}
      {report.data === undefined && !report.isError && (
        <Skeleton h={320} role="status" aria-label="Loading" />
      )}
      {report.data !== undefined && <ReportView report={report.data} />}
    </Stack>
  )
}

function ReportView(props: { report: Report }) {
  const { regrade, same, changed, platformErrors } = props.report
  return (
    <>
      <Group justify="space-between" align="flex-start" gap="lg">
        <div>
          <Title order={1} size="h2">
            {regrade.exerciseTitle} {regrade.fromVersion}
            {regrade.alias !== null && `, ${regrade.alias}`}
          </Title>
          <Text maw={680}>
            Graded again by the checks of {regrade.checksVersion}, because: {regrade.reason}
          </Text>
          <Text size="sm" c="dimmed">
            Asked by {regrade.askedBy} <RelativeInstant at={regrade.askedAt} />,{' '}
            {formatInstant(new Date(regrade.askedAt))}
            {regrade.endedAt !== null && `; ended ${formatInstant(new Date(regrade.endedAt))}`}
          </Text>
        </div>
        <RegradeProgress regrade={regrade} />
      </Group>
      <dl className="counts">
        <Count label="Waiting" value={regrade.waiting} />
        <Count label="Running" value={regrade.running} />
        <Count label="Same as before" value={same} />
        <Count label="Changed" value={changed.length} />
        <Count label="Failed through us" value={platformErrors.length} />
      </dl>
      {platformErrors.length > 0 && (
        <Text size="sm">
          {platformErrors.join(', ')}: tried three times and given up, through a fault of ours. Earlier
          results, where there are any, stand. A recruiter or an admin can have each graded again from the
          board.
        </Text>
      )}
      {changed.length > 0 ? <ChangedTable rows={changed} /> : <NothingChanged report={props.report} />}
    </>
  )
}

function Count(props: { label: string; value: number }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd className="figures">{props.value}</dd>
    </div>
  )
}

function NothingChanged(props: { report: Report }) {
  return props.report.regrade.endedAt === null ? (
    <EmptyState title="Nothing has changed so far">
      Submissions whose verdict or checks come out otherwise appear here as they are graded.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing changed">
      Every submission that was graded came out as before, in its verdict and in each check.
    </EmptyState>
  )
}
