import { ActionIcon, Button, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconChevronRight, IconMinus, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { TestFilter, TestResult } from '#contracts/runs.ts'
import { formatElapsed } from '../../lib/clock/times.ts'
import type { CodeLocation } from '../../lib/text/code-places.ts'
import { buildTestTree, type TestNode } from './build-test-tree.ts'
import { TerminalText } from './terminal-text.tsx'

/** What can be done with a test where its code can still be changed. */
export interface TestActions {
  placesOf: (test: TestResult) => readonly CodeLocation[]
  onGoTo: (place: CodeLocation) => void
  onRunOnly: (only: TestFilter) => void
  /** While a run is being started, or after the end, there is nothing to run. */
  canRun: boolean
}

const marks = {
  passed: { Icon: IconCheck, word: 'passed' },
  failed: { Icon: IconX, word: 'failed' },
  skipped: { Icon: IconMinus, word: 'skipped' },
} as const

/** Every test with its state, as they are nested; what failed comes first, with its message open. */
export function TestTree(props: { tests: readonly TestResult[]; actions: TestActions | undefined }) {
  return <Branch nodes={buildTestTree(props.tests)} depth={0} actions={props.actions} />
}

interface BranchProps {
  depth: number
  actions: TestActions | undefined
}

function Branch({ nodes, ...props }: BranchProps & { nodes: readonly TestNode[] }) {
  return (
    <ul className={props.depth === 0 ? 'test-tree' : undefined}>
      {nodes.map((node) => (
        <Row key={node.key} node={node} {...props} />
      ))}
    </ul>
  )
}

const indentPx = (depth: number) => ({ paddingInlineStart: 10 + depth * 16 })

function Row({ node, depth, actions }: BranchProps & { node: TestNode }) {
  const isGroup = node.children.length > 0
  // A suite with nothing wrong in it says so in its own line.
  const [isOpen, setOpen] = useState(node.status === 'failed' || depth > 0 || node.count <= 20)
  const { Icon, word } = marks[node.status]
  const name = (
    <>
      {isGroup && (
        <IconChevronRight size={13} className="chevron" data-open={isOpen || undefined} aria-hidden="true" />
      )}
      <Icon size={15} stroke={2} aria-label={word} role="img" />
      <span className="test-name">{node.name === '' ? 'Tests' : node.name}</span>
    </>
  )
  return (
    <li>
      <div className="test-head" data-status={node.status} style={indentPx(depth)}>
        {isGroup ? (
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {name}
          </button>
        ) : (
          name
        )}
        <Text component="span" size="xs" c="dimmed" className="tabular">
          {lengthOf(node)}
        </Text>
        <RunAlone node={node} actions={actions} />
      </div>
      {node.test !== null && <Message test={node.test} depth={depth} actions={actions} />}
      {isGroup && isOpen && <Branch nodes={node.children} depth={depth + 1} actions={actions} />}
    </li>
  )
}

function lengthOf({ test, durationMs, count, failed }: TestNode): string {
  if (test !== null) return formatElapsed(durationMs)
  return failed === 0 ? `${count}` : `${failed} of ${count} failed`
}

function RunAlone(props: { node: TestNode; actions: TestActions | undefined }) {
  const { node, actions } = props
  const { only } = node
  if (actions === undefined || only === null) return null
  return (
    <Tooltip label="Run only this">
      <ActionIcon
        size="sm"
        className="test-run"
        aria-label={`Run only ${node.name}`}
        disabled={!actions.canRun}
        onClick={() => actions.onRunOnly(only)}
      >
        <IconPlayerPlay size={13} />
      </ActionIcon>
    </Tooltip>
  )
}

function Message(props: { test: TestResult; depth: number; actions: TestActions | undefined }) {
  const { test, depth, actions } = props
  if (test.message === '') return null
  return (
    <div className="test-message" style={indentPx(depth)}>
      {actions?.placesOf(test).map((place) => (
        <Button
          key={`${place.path}:${place.line}`}
          size="compact-xs"
          variant="subtle"
          className="tabular"
          onClick={() => actions.onGoTo(place)}
        >
          {place.path}:{place.line}
        </Button>
      ))}
      <pre tabIndex={0} aria-label={`What ${test.name} said`}>
        <TerminalText text={test.message} />
      </pre>
    </div>
  )
}
