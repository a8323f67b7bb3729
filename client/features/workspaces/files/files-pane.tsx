import { ActionIcon, Menu, Text, Tooltip } from '@mantine/core'
import { IconDots, IconFilePlus, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState, useSyncExternalStore } from 'react'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { FileTree } from '../../../ui/files/file-tree.tsx'
import { PathDialog } from './path-dialog.tsx'
import type { OpenFiles } from './use-open-files.ts'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'

type Asking = { kind: 'new' } | { kind: 'rename'; path: string } | { kind: 'delete'; path: string } | null

export function FilesPane(props: { session: WorkspaceSession; files: OpenFiles; readOnly: boolean }) {
  const { session, files, readOnly } = props
  const paths = useSyncExternalStore(session.models.subscribe, session.models.getPaths)
  const [asking, setAsking] = useState<Asking>(null)
  const close = () => setAsking(null)
  return (
    <div className="files-pane">
      <div className="files-head">
        <Text size="xs" c="dimmed">
          {paths.length === 1 ? '1 file' : `${paths.length} files`}
        </Text>
        <Tooltip label="New file">
          <ActionIcon
            size="sm"
            aria-label="New file"
            disabled={readOnly}
            onClick={() => setAsking({ kind: 'new' })}
          >
            <IconFilePlus size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <FileTree
        label="Files"
        paths={paths}
        active={files.active}
        onOpen={files.show}
        trailing={(path) => readOnly || <FileMenu path={path} onAsk={setAsking} />}
      />
      <Dialogs asking={asking} session={session} files={files} onClose={close} />
    </div>
  )
}

function FileMenu(props: { path: string; onAsk: (asking: Asking) => void }) {
  const { path, onAsk } = props
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <ActionIcon size="sm" className="file-menu" aria-label={`More for ${path}`}>
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onAsk({ kind: 'rename', path })}>
          Rename
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={15} />}
          color="red.8"
          onClick={() => onAsk({ kind: 'delete', path })}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface DialogsProps {
  asking: Asking
  session: WorkspaceSession
  files: OpenFiles
  onClose: () => void
}

function Dialogs(props: DialogsProps) {
  const { asking, session, files, onClose } = props
  if (asking === null) return null
  if (asking.kind === 'delete') return <DeleteDialog {...props} path={asking.path} />
  const before = asking.kind === 'rename' ? asking.path : ''
  const submit = (path: string): string | null => {
    const problem = asking.kind === 'rename' ? session.renameFile(before, path) : session.createFile(path)
    if (problem !== null) return problem
    if (asking.kind === 'rename') files.renamed(before, path)
    else files.show(path)
    return null
  }
  return (
    <PathDialog
      key={before}
      title={asking.kind === 'rename' ? 'Rename or move' : 'New file'}
      before={before}
      onSubmit={submit}
      onClose={onClose}
    />
  )
}

function DeleteDialog({ path, session, files, onClose }: DialogsProps & { path: string }) {
  return (
    <ConfirmDialog
      opened
      danger
      title={`Delete ${path}?`}
      confirmLabel="Delete"
      cancelLabel="Keep it"
      onClose={onClose}
      onConfirm={() => {
        files.close(path)
        session.deleteFile(path)
        onClose()
      }}
    >
      <Text size="sm">The file is gone from your work at once. Earlier saves still hold it.</Text>
    </ConfirmDialog>
  )
}
