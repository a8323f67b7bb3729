import { Text } from '@mantine/core'
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react'
import type { TestResult } from '#contracts/runs.ts'
import { plainOutput } from '../../lib/plain-output.ts'
import { formatElapsed } from '../../lib/clock/times.ts'

const marks = {
  passed: { Icon: IconCheck, word: 'passed' },
  failed: { Icon: IconX, word: 'failed' },
  skipped: { Icon: IconMinus, word: 'skipped' },
} as const

const order = { failed: 0, skipped: 1, passed: 2 } as const

/** Every test with its state; what failed comes first, with its message open. */
export function TestList(props: { tests: readonly TestResult[] }) {
  const tests = [...props.tests].sort((a, b) => order[a.status] - order[b.status])
  return (
    <ul className="test-list">
      {tests.map((test, index) => (
        <TestRow key={`${index} ${test.suite} ${test.name}`} test={test} />
      ))}
    </ul>
  )
}

function TestRow(props: { test: TestResult }) {
  const { name, suite, status, durationMs, message } = props.test
  const { Icon, word } = marks[status]
  return (
    <li data-status={status}>
      <div className="test-head">
        <Icon size={15} stroke={2} aria-label={word} role="img" />
        <span className="test-name">
          {suite !== '' && <span className="test-suite">{suite} › </span>}
          {name}
        </span>
        <Text component="span" size="xs" c="dimmed" className="tabular">
          {formatElapsed(durationMs)}
        </Text>
      </div>
      {message !== '' && (
        <pre className="test-message" tabIndex={0}>
          {plainOutput(message)}
        </pre>
      )}
    </li>
  )
}
