import { Button, FileButton, Group, Stack, Text, Title } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { UnsavedError } from '../bar/unsaved-error.ts'
import { useDownloadZip, usePreviewZip } from './use-zip.ts'
import { ZipFault } from './zip-fault.tsx'
import { ZipPreview } from './zip-preview.tsx'

/** The files as an archive, down and up: the way that needs neither this editor nor git. */
export function ZipSection(props: { attemptId: string; engine: SaveEngine; ended: boolean }) {
  const download = useDownloadZip(props)
  const preview = usePreviewZip(props)
  const error = download.error ?? preview.error
  const upload = (file: File) => {
    download.reset()
    preview.mutate(file)
  }
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
        <UploadButton disabled={props.ended} loading={preview.isPending} onChoose={upload} />
      </Group>
      <Fault error={error} />
      {preview.data !== undefined && (
        <ZipPreview
          key={preview.submittedAt}
          attemptId={props.attemptId}
          preview={preview.data}
          onLeave={preview.reset}
        />
      )}
    </Stack>
  )
}

function UploadButton(props: { disabled: boolean; loading: boolean; onChoose: (file: File) => void }) {
  const forget = useRef<() => void>(null)
  return (
    <FileButton
      accept=".zip,application/zip"
      disabled={props.disabled}
      resetRef={forget}
      onChange={(file) => {
        if (file === null) return
        // A browser says nothing of a file that is chosen again while it remembers it, though its content is another.
        forget.current?.()
        props.onChoose(file)
      }}
    >
      {(button) => (
        <Button
          {...button}
          variant="default"
          leftSection={<IconUpload size={16} />}
          loading={props.loading}
          disabled={props.disabled}
        >
          Upload zip
        </Button>
      )}
    </FileButton>
  )
}

function Fault({ error }: { error: Error | null }) {
  if (!(error instanceof UnsavedError)) return error !== null && <ZipFault error={error} />
  return (
    <Text size="sm" c="var(--bad)" role="alert">
      Your newest changes are not saved yet. Try again when the line is back.
    </Text>
  )
}
