import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { InsightTable } from '#contracts/api/board/insight.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useInsightFile, type InsightAsked } from './use-insight.ts'

/** A question, its table, and the table as a file. */
export function InsightSection(props: {
  title: string
  explanation: string
  file?: { table: InsightTable; filter: InsightAsked }
  children: ReactNode
}) {
  return (
    <section aria-label={props.title}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-end">
          <div>
            <Title order={2} size="h4">
              {props.title}
            </Title>
            <Text size="sm" c="dimmed">
              {props.explanation}
            </Text>
          </div>
          {props.file !== undefined && <FileButton title={props.title} {...props.file} />}
        </Group>
        {props.children}
      </Stack>
    </section>
  )
}

function FileButton(props: { title: string; table: InsightTable; filter: InsightAsked }) {
  const file = useInsightFile(props.filter)
  return (
    <Stack gap="xs">
      <Button
        size="xs"
        variant="default"
        aria-label={`CSV: ${props.title}`}
        loading={file.isPending}
        onClick={() => file.mutate(props.table)}
      >
        CSV
      </Button>
      {file.error !== null && <ErrorPanel error={file.error} />}
    </Stack>
  )
}
