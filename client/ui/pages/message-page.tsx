import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Page } from './page.tsx'

/** A whole page that says one thing, and what to do next. */
export function MessagePage(props: {
  icon: ReactNode
  title: string
  children: ReactNode
  action?: ReactNode
  note?: ReactNode
}) {
  return (
    <Page title={props.title} widthPx={560}>
      <Stack gap="md" mt={{ base: 24, sm: 64 }} align="flex-start">
        <ThemeIcon size={52} radius="xl" variant="light" aria-hidden="true">
          {props.icon}
        </ThemeIcon>
        <Title order={1} size="h2">
          {props.title}
        </Title>
        <Text component="div" size="md" lh={1.6}>
          {props.children}
        </Text>
        {props.action}
        {props.note !== undefined && (
          <Text component="div" size="xs" c="dimmed">
            {props.note}
          </Text>
        )}
      </Stack>
    </Page>
  )
}
