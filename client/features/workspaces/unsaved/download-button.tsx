import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { FileModels } from '../../../editor/file-models.ts'
import { offerFile } from '../../../lib/offer-file.ts'
import { zipFiles } from '../../../sync/zip-files.ts'

/** Everything as it stands in the editor, as a zip; also without a line to the server. */
export function DownloadButton(props: { models: FileModels; size?: 'compact-sm' | 'xs' }) {
  const download = () =>
    offerFile('my-files.zip', zipFiles(props.models.contents(), new Date()), 'application/zip')
  return (
    <Button
      size={props.size ?? 'xs'}
      variant="default"
      leftSection={<IconDownload size={15} />}
      onClick={download}
    >
      Download my files
    </Button>
  )
}
