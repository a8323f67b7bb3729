import { Alert, Badge, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTakeZip, type usePreviewZip } from './use-zip.ts'
import { ZipFault } from './zip-fault.tsx'

const kinds = { added: 'teal', changed: 'yellow', removed: 'red' } as const

type Preview = NonNullable<ReturnType<typeof usePreviewZip>['data']>

/** What an archive would change, before anything does. */
export function ZipPreview(props: { attemptId: string; preview: Preview; onLeave: () => void }) {
  const { changes, ignored, name, notes = [], warnings = [] } = props.preview
  if (changes.length === 0) {
    return (
      <Text size="sm" role="status">
        {name} holds exactly what is here already. There is nothing to take over.
      </Text>
    )
  }
  return (
    <Stack gap="xs" role="status">
      {warnings.length > 0 && <Warnings name={name} warnings={warnings} />}
      <Text size="sm" fw={600}>
        {name} would change {changes.length === 1 ? 'one file' : `${changes.length} files`}:
      </Text>
      <ChangeList changes={changes} />
      {notes.map((note) => (
        <Text key={note} size="xs" c="dimmed">
          {note}
        </Text>
      ))}
      {ignored.length > 0 && (
        <Text size="xs" c="dimmed">
          Left out because it is nobody&apos;s work: {ignored.slice(0, 3).join(', ')}
          {ignored.length > 3 ? ` and ${ignored.length - 3} more` : ''}.
        </Text>
      )}
      <Text size="xs" c="dimmed">
        What is here now stays in the history of this exercise.
      </Text>
      <Choices {...props} />
    </Stack>
  )
}

function Choices(props: { attemptId: string; preview: Preview; onLeave: () => void }) {
  const take = useTakeZip(props.attemptId)
  const { changes, warnings = [] } = props.preview
  const isKeeping = take.variables?.keepsOthers === true
  const removed = changes.filter(({ kind }) => kind === 'removed').length
  return (
    <>
      <Group gap="sm">
        <Button
          color={warnings.length > 0 ? 'red.8' : undefined}
          loading={take.isPending && !isKeeping}
          onClick={() => take.mutate({ ...props.preview, keepsOthers: false })}
        >
          Take these changes
        </Button>
        {removed > 0 && removed < changes.length && (
          <Button
            variant="default"
            loading={take.isPending && isKeeping}
            onClick={() => take.mutate({ ...props.preview, keepsOthers: true })}
          >
            Take it, but remove nothing
          </Button>
        )}
        <Button variant="default" onClick={props.onLeave}>
          Leave all as it is
        </Button>
      </Group>
      {take.isError && <ZipFault error={take.error} />}
    </>
  )
}

function Warnings(props: { name: string; warnings: readonly string[] }) {
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={`Look twice before you take ${props.name}`}
      className="error-panel"
    >
      <List size="sm" spacing={4}>
        {props.warnings.map((warning) => (
          <List.Item key={warning}>{warning}</List.Item>
        ))}
      </List>
    </Alert>
  )
}

function ChangeList(props: { changes: Preview['changes'] }) {
  return (
    <List size="sm" spacing={4} listStyleType="none">
      {props.changes.map(({ kind, path }) => (
        <List.Item key={path}>
          <Group gap={8} wrap="nowrap">
            <Badge size="sm" variant="light" color={kinds[kind]} miw={76}>
              {kind}
            </Badge>
            <Text component="span" size="sm" ff="monospace">
              {path}
            </Text>
          </Group>
        </List.Item>
      ))}
    </List>
  )
}
