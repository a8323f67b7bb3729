import { Skeleton, Stack } from '@mantine/core'

export function ReviewSkeleton() {
  return (
    <div className="workspace" role="status" aria-busy="true" aria-label="Loading the submission">
      <div className="workspace-bar">
        <Skeleton w={26} h={26} radius={6} />
        <Skeleton w={260} h={18} />
      </div>
      <Stack p="lg" gap="sm">
        <Skeleton h={14} w="40%" />
        <Skeleton h={14} w="55%" />
        <Skeleton h={14} w="32%" />
      </Stack>
    </div>
  )
}
