import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { explainError } from '../lib/api/api-error.ts'

/** An error in words: what happened, what to do next, and the id to quote. */
export function ErrorPanel(props: { error: unknown; onRetry?: () => void }) {
  const { message, next, requestId, issues } = explainError(props.error)
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={message}
      className="error-panel"
    >
      <Stack gap="xs">
        <Text size="sm">{next}</Text>
        {issues.length > 0 && (
          <List size="sm">
            {issues.map((issue) => (
              <List.Item key={issue.path + issue.reason}>
                <Code>{issue.path}</Code> {issue.reason}
              </List.Item>
            ))}
          </List>
        )}
        {(requestId !== null || props.onRetry !== undefined) && (
          <Group gap="sm">
            {props.onRetry !== undefined && (
              <Button size="xs" variant="default" onClick={props.onRetry}>
                Try again
              </Button>
            )}
            {requestId !== null && (
              <Text size="xs" c="dimmed">
                Request id <Code>{requestId}</Code>
              </Text>
            )}
          </Group>
        )}
      </Stack>
    </Alert>
  )
}
