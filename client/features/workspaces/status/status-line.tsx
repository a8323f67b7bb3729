import { Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import { useSyncExternalStore, type ReactNode } from 'react'
import type { EditorControl } from '../../../editor/editor-control.ts'
import { languageOf } from '../../../editor/language-of.ts'
import type { Problem } from '../../../editor/workspace-problems.ts'

/** Below the editor: what is wrong, where the cursor is, and where the Tab key leads. */
export function StatusLine(props: {
  control: EditorControl
  path: string | null
  problems: readonly Problem[]
  problemsShown: boolean
  onProblems: () => void
  /** A sentence of the editor's own, such as why it could not format. */
  notice: string
  children: ReactNode
}) {
  const { control, path, problems } = props
  return (
    <div className="status-line">
      <button
        type="button"
        className="status-item"
        aria-expanded={props.problemsShown}
        aria-label={`Problems: ${describeCount(problems)}`}
        title="Problems (Ctrl+Shift+M)"
        onClick={props.onProblems}
      >
        <IconCircleX size={14} stroke={1.7} aria-hidden="true" />
        {problems.filter((problem) => problem.severity === 'error').length}
        <IconAlertTriangle size={14} stroke={1.7} aria-hidden="true" />
        {problems.filter((problem) => problem.severity === 'warning').length}
      </button>
      <span role="status" className="status-notice truncate">
        {props.notice}
      </span>
      {path !== null && <Cursor control={control} path={path} />}
      {props.children}
    </div>
  )
}

function Cursor(props: { control: EditorControl; path: string }) {
  const { control, path } = props
  const status = useSyncExternalStore(control.subscribe, control.getStatus)
  const language = languageOf(path)
  return (
    <>
      <Tooltip
        multiline
        maw={300}
        label={
          status.tabMovesFocus
            ? 'The Tab key leaves the editor. Ctrl+M lets it indent again.'
            : 'The Tab key indents. Ctrl+M lets it leave the editor, for those who use the keyboard alone.'
        }
      >
        <button
          type="button"
          className="status-item"
          aria-pressed={status.tabMovesFocus}
          onClick={control.toggleTab}
        >
          {status.tabMovesFocus ? 'Tab leaves' : 'Tab indents'} · Ctrl+M
        </button>
      </Tooltip>
      <span className="status-text tabular">
        {status.line}:{status.column}
        {status.selectedLength > 0 && ` (${status.selectedLength} selected)`}
      </span>
      <span className="status-text status-language">{language.name}</span>
    </>
  )
}

function describeCount(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const warnings = problems.length - errors
  return `${errors === 1 ? '1 error' : `${errors} errors`}, ${warnings === 1 ? '1 warning' : `${warnings} warnings`}`
}
