import { IconChevronRight, IconFile, IconFolder } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { markInvisible } from '../../lib/text/mark-invisible.ts'
import { buildFileTree, type TreeNode } from './build-file-tree.ts'

interface FileTreeProps {
  label: string
  paths: readonly string[]
  active: string | null
  onOpen: (path: string) => void
  /** What stands behind a file's name, such as a menu or a mark. */
  trailing?: (path: string) => ReactNode
}

export function FileTree(props: FileTreeProps) {
  return (
    <nav aria-label={props.label} className="file-tree">
      <Branch nodes={buildFileTree(props.paths)} depth={0} tree={props} />
    </nav>
  )
}

function Branch(props: { nodes: readonly TreeNode[]; depth: number; tree: FileTreeProps }) {
  return (
    <ul>
      {props.nodes.map((node) =>
        node.children === null ? (
          <FileRow key={node.path} node={node} depth={props.depth} tree={props.tree} />
        ) : (
          <FolderRow
            key={node.path}
            node={node}
            nodes={node.children}
            depth={props.depth}
            tree={props.tree}
          />
        ),
      )}
    </ul>
  )
}

const indentPx = (depth: number) => ({ paddingInlineStart: 10 + depth * 14 })

function FileRow(props: { node: TreeNode; depth: number; tree: FileTreeProps }) {
  const { path, name } = props.node
  const active = path === props.tree.active
  return (
    <li className="file-row" data-active={active || undefined}>
      <button
        type="button"
        aria-current={active ? 'true' : undefined}
        style={indentPx(props.depth)}
        onClick={() => props.tree.onOpen(path)}
        title={markInvisible(path)}
      >
        <IconFile size={15} stroke={1.5} aria-hidden="true" />
        <span className="truncate">{markInvisible(name)}</span>
      </button>
      {props.tree.trailing?.(path)}
    </li>
  )
}

function FolderRow(props: {
  node: TreeNode
  nodes: readonly TreeNode[]
  depth: number
  tree: FileTreeProps
}) {
  const [open, setOpen] = useState(true)
  return (
    <li>
      <div className="file-row">
        <button
          type="button"
          aria-expanded={open}
          style={indentPx(props.depth)}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={13} className="chevron" data-open={open || undefined} aria-hidden="true" />
          <IconFolder size={15} stroke={1.5} aria-hidden="true" />
          <span className="truncate">{markInvisible(props.node.name)}</span>
        </button>
      </div>
      {open && <Branch nodes={props.nodes} depth={props.depth + 1} tree={props.tree} />}
    </li>
  )
}
