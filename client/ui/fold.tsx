import { Text, Title } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** A part folded away until it is wanted. The browser's own: its keys, screen readers and its search in the page know it. */
export function Fold(props: { title: string; hint: string; children: ReactNode }) {
  return (
    <details className="fold">
      <summary>
        <IconChevronRight size={14} aria-hidden="true" />
        <Title order={2} size="h5">
          {props.title}
        </Title>
        <Text span size="sm" c="dimmed">
          {props.hint}
        </Text>
      </summary>
      <div className="fold-content">{props.children}</div>
    </details>
  )
}
