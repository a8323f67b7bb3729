import { Text } from '@mantine/core'
import { IconFileAlert } from '@tabler/icons-react'
import type { SignedReceipt } from '#contracts/api/submissions.ts'

/** Names the files whose newest text could not be kept, and so was not submitted. */
export function UnsavedNote(props: { receipt: SignedReceipt }) {
  const { unsaved, files } = props.receipt
  if (unsaved.length === 0) return null
  const isThere = (path: string) => files.some((file) => file.path === path)
  return (
    <div className="notice" role="status">
      <IconFileAlert size={18} stroke={1.7} aria-hidden="true" />
      <div>
        <Text size="sm" fw={600}>
          {unsaved.length === 1
            ? 'The newest text of one file is not in what was handed in.'
            : `The newest text of ${unsaved.length} files is not in what was handed in.`}
        </Text>
        {unsaved.map(({ path, reason }) => (
          <Text key={path} size="sm">
            &quot;{path}&quot;: {reason}.{' '}
            {isThere(path) ? 'An earlier state of it was handed in.' : 'Nothing of it was handed in.'}
          </Text>
        ))}
      </div>
    </div>
  )
}
