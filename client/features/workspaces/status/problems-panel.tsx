import { ActionIcon, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleX, IconX } from '@tabler/icons-react'
import type { Problem } from '../../../editor/workspace-problems.ts'

const icons = { error: IconCircleX, warning: IconAlertTriangle } as const

/** What is wrong in any file; a click, or F8 in the editor, goes there. */
export function ProblemsPanel(props: {
  problems: readonly Problem[]
  onGoTo: (problem: Problem) => void
  onClose: () => void
}) {
  const { problems } = props
  return (
    <section className="problems-panel" aria-label="Problems">
      <div className="problems-head">
        <Text size="xs" fw={600}>
          Problems
        </Text>
        <Text size="xs" c="dimmed">
          F8 in the editor goes to the next
        </Text>
        <ActionIcon size="sm" ml="auto" aria-label="Close the problems" onClick={props.onClose}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      {problems.length === 0 ? (
        <Text size="sm" c="dimmed" px={14} pb={10}>
          None in sight. Go is looked at when the tests are run, TypeScript while you type.
        </Text>
      ) : (
        <ul>
          {problems.map((problem, index) => (
            <ProblemRow key={index} problem={problem} onGoTo={props.onGoTo} />
          ))}
        </ul>
      )}
    </section>
  )
}

function ProblemRow(props: { problem: Problem; onGoTo: (problem: Problem) => void }) {
  const { problem, onGoTo } = props
  const { path, line, column, severity, message, source } = problem
  const Icon = icons[severity]
  return (
    <li>
      <button type="button" data-severity={severity} onClick={() => onGoTo(problem)}>
        <Icon size={14} stroke={1.8} role="img" aria-label={severity} />
        <span className="problem-message">{message}</span>
        <span className="problem-place tabular">
          {source !== '' && `${source} · `}
          {path}:{line}:{column}
        </span>
      </button>
    </li>
  )
}
