import { IconX } from '@tabler/icons-react'
import { markInvisible } from '../../../lib/text/mark-invisible.ts'
import type { OpenFiles } from './use-open-files.ts'

export function FileTabs(props: { files: OpenFiles }) {
  const { open, active, show, close } = props.files
  return (
    <div className="file-tabs" role="group" aria-label="Open files">
      {open.map((path) => (
        <div key={path} className="file-tab" data-active={path === active || undefined}>
          <button
            type="button"
            aria-current={path === active ? 'true' : undefined}
            title={markInvisible(path)}
            onClick={() => show(path)}
          >
            {markInvisible(path.slice(path.lastIndexOf('/') + 1))}
          </button>
          <button
            type="button"
            className="file-tab-close"
            aria-label={`Close ${markInvisible(path)}`}
            onClick={() => close(path)}
          >
            <IconX size={13} />
          </button>
        </div>
      ))}
    </div>
  )
}
