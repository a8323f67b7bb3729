import { Badge, Button, FileButton, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import type { SaveEngine } from '../autosave/save-engine.ts'
import { UnsavedError } from '../bar/unsaved-error.ts'
import { useDownloadZip, usePreviewZip, useTakeZip } from './use-zip.ts'

const kinds = { added: 'teal', changed: 'yellow', removed: 'red' } as const

/** The files as an archive, down and up: the way that needs neither this editor nor git. */
export function ZipSection(props: { attemptId: string; engine: SaveEngine; ended: boolean }) {
  const download = useDownloadZip(props)
  const preview = usePreviewZip(props)
  const error = download.error ?? preview.error
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        As a zip file
      </Title>
      <Text size="sm">
        Take the files to any tool and bring them back. Before anything changes here you see what would.
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          Download zip
        </Button>
        <FileButton
          accept=".zip,application/zip"
          disabled={props.ended}
          onChange={(file) => file !== null && preview.mutate(file)}
        >
          {(button) => (
            <Button
              {...button}
              variant="default"
              leftSection={<IconUpload size={16} />}
              loading={preview.isPending}
              disabled={props.ended}
            >
              Upload zip
            </Button>
          )}
        </FileButton>
      </Group>
      {error instanceof UnsavedError ? (
        <Text size="sm" c="var(--bad)" role="alert">
          Your newest changes are not saved yet. Try again when the line is back.
        </Text>
      ) : (
        error !== null && <ErrorPanel error={error} />
      )}
      {preview.data !== undefined && (
        <ZipPreview attemptId={props.attemptId} preview={preview.data} onLeave={preview.reset} />
      )}
    </Stack>
  )
}

type Preview = NonNullable<ReturnType<typeof usePreviewZip>['data']>

function ZipPreview(props: { attemptId: string; preview: Preview; onLeave: () => void }) {
  const take = useTakeZip(props.attemptId)
  const { changes, ignored, name } = props.preview
  if (changes.length === 0) {
    return (
      <Text size="sm" role="status">
        {name} holds exactly what is here already. There is nothing to take over.
      </Text>
    )
  }
  return (
    <Stack gap="xs" role="status">
      <Text size="sm" fw={600}>
        {name} would change {changes.length === 1 ? 'one file' : `${changes.length} files`}:
      </Text>
      <List size="sm" spacing={4} listStyleType="none">
        {changes.map(({ kind, path }) => (
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
      {ignored.length > 0 && (
        <Text size="xs" c="dimmed">
          Left out because it is nobody&apos;s work: {ignored.slice(0, 3).join(', ')}
          {ignored.length > 3 ? ` and ${ignored.length - 3} more` : ''}.
        </Text>
      )}
      <Text size="xs" c="dimmed">
        What is here now stays in the history of this exercise.
      </Text>
      <Group gap="sm">
        <Button loading={take.isPending} onClick={() => take.mutate(props.preview)}>
          Take these changes
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          Leave all as it is
        </Button>
      </Group>
      {take.isError && <ErrorPanel error={take.error} />}
    </Stack>
  )
}
