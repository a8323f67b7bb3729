import { Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useStorageCheck } from '../lib/storage/use-storage-check.ts'

/** Said before the clock starts, while there is time to open another window. Nothing where the browser is well. */
export function StorageNotice() {
  if (useStorageCheck() !== false) return null
  return (
    <div className="notice" role="alert">
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden="true" />
      <div>
        <Text size="sm" fw={600}>
          This browser keeps nothing for us.
        </Text>
        <Text size="sm">
          It may be a private window, a full disk or a setting. You can work all the same: everything is saved
          on our server each second. Only what you type while the line is cut would go with the window. An
          ordinary window of Chrome, Edge, Firefox or Safari is safer: open the link from your mail there.
        </Text>
      </div>
    </div>
  )
}
