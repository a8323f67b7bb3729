import { Skeleton, Stack } from '@mantine/core'
import { Page } from './page.tsx'

export function LoadingPage() {
  return (
    <Page>
      <Stack role="status" aria-busy="true" aria-label="Loading" gap="lg">
        <Skeleton h={34} w="60%" />
        <Skeleton h={18} w="80%" />
        <Skeleton h={240} />
      </Stack>
    </Page>
  )
}
