import { Alert, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { explainError, hasCode } from '../../../lib/api/api-error.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'

/** Why an archive cannot be taken, file by file, in words for whoever made it. */
export function ZipFault(props: { error: unknown }) {
  const { message, next, issues } = explainError(props.error)
  if (issues.length === 0) return <ErrorPanel error={props.error} />
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
        <List size="sm" spacing={4}>
          {issues.map(({ reason }) => (
            <List.Item key={reason}>{asSentence(reason)}</List.Item>
          ))}
        </List>
        <Text size="sm">
          {hasCode(props.error, 'bad_request') ? 'Mend that and choose the archive again.' : next}
        </Text>
      </Stack>
    </Alert>
  )
}

const asSentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`
