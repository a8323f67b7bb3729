import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** One sentence across the page, what to know about it, and at most one thing to do. */
export function Banner(props: {
  tone: 'good' | 'warn'
  title: ReactNode
  detail?: ReactNode
  action?: ReactNode
  role?: 'alert' | 'status'
}) {
  return (
    <div className="banner" data-tone={props.tone} role={props.role}>
      <div className="banner-words">
        <Text component="span" size="sm" fw={600} className="banner-title">
          {props.title}
        </Text>{' '}
        {props.detail !== undefined && (
          <Text component="span" size="sm">
            {props.detail}
          </Text>
        )}
      </div>
      {props.action}
    </div>
  )
}
