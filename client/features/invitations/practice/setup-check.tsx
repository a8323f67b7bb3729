import { Loader, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { CheckState } from './setup-checks.ts'

/** One part of the check, with what it means in words. */
export function SetupCheckRow(props: { label: string; state: CheckState; children?: ReactNode }) {
  const { label, state } = props
  return (
    <li className="set-up-check">
      <span aria-hidden="true">{icons[state.kind]}</span>
      <div>
        <Text size="sm" component="span">
          {label}
          <Text span inherit c="dimmed">
            : {describeState(state)}
          </Text>
        </Text>
        {(state.kind === 'warn' || state.kind === 'fail') && (
          <Text size="sm" c="dimmed">
            {state.next}
          </Text>
        )}
        {props.children}
      </div>
    </li>
  )
}

const icons = {
  waiting: <IconCircle size={18} stroke={1.5} className="check-waiting" />,
  running: <Loader size={18} />,
  ok: <IconCircleCheck size={18} stroke={1.8} className="check-ok" />,
  warn: <IconAlertTriangle size={18} stroke={1.8} className="check-warn" />,
  fail: <IconCircleX size={18} stroke={1.8} className="check-fail" />,
} as const

function describeState(state: CheckState): string {
  switch (state.kind) {
    case 'waiting':
      return state.words ?? 'waits'
    case 'running':
      return 'being tried'
    case 'ok':
    case 'warn':
    case 'fail':
      return state.words
  }
}
