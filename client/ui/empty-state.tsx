import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** A list with nothing in it, and how something would get there. */
export function EmptyState(props: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <Stack className="empty-state surface" align="center" gap="xs">
      <Text fw={600}>{props.title}</Text>
      <Text size="sm" c="dimmed" maw={440} ta="center">
        {props.children}
      </Text>
      {props.action}
    </Stack>
  )
}
