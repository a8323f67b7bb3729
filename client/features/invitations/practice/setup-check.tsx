import { Loader, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { CheckState } from './setup-checks.ts'

/** One light of the check, with what it means in words. */
export function Light(props: { label: string; state: CheckState; children?: ReactNode }) {
  const { label, state } = props
  return (
    <li className="set-up-check">
      <span aria-hidden="true">{icons[state.kind]}</span>
      <div>
        <Text size="sm" component="span">
          {label}
          <Text span inherit c="dimmed">
            : {wordsOf(state)}
          </Text>
        </Text>
        {(state.kind === 'warn' || state.kind === 'bad') && (
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
  waiting: <IconCircle size={18} stroke={1.5} className="light-off" />,
  running: <Loader size={18} />,
  ok: <IconCircleCheck size={18} stroke={1.8} className="light-good" />,
  warn: <IconAlertTriangle size={18} stroke={1.8} className="light-warn" />,
  bad: <IconCircleX size={18} stroke={1.8} className="light-bad" />,
} as const

function wordsOf(state: CheckState): string {
  switch (state.kind) {
    case 'waiting':
      return state.words ?? 'waits'
    case 'running':
      return 'being tried'
    case 'ok':
    case 'warn':
    case 'bad':
      return state.words
  }
}
