import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useExportMyData } from '../../lib/api/use-export-my-data.ts'
import { paths } from '../../lib/paths.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ExactInstant } from '../../ui/instant.tsx'
import type { SubmissionView } from './api.ts'

export function YourData(props: { ending: SubmissionView }) {
  const { invitationId, deletedAt } = props.ending
  const ask = useExportMyData(invitationId)
  return (
    <Paper p="lg" component="section" aria-labelledby="data-title">
      <Stack gap="sm">
        <Title order={2} size="h4" id="data-title">
          Your data
        </Title>
        <Text size="sm" component="div">
          Everything about you is deleted by itself on
          <b>
            {' '}
            <ExactInstant at={deletedAt} />
          </b>
        </Text>
        <Text size="sm" c="dimmed">
          Until then you can have all of it: every saved state, every run, your notes, and what was done when.
        </Text>
        {ask.isError && <ErrorPanel error={ask.error} />}
        <Group>
          <Button component={Link} to={paths.whatIsKept(invitationId)} variant="subtle">
            What is kept, and why
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            loading={ask.isPending}
            onClick={() => ask.mutate()}
          >
            Download my data
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
