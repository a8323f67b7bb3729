import { Skeleton, Stack, Text } from '@mantine/core'

/** The workspace's own shape while it loads, so that nothing moves when it arrives. */
export function WorkspaceSkeleton(props: { title?: string }) {
  return (
    <div className="workspace" role="status" aria-busy="true" aria-label="Loading the workspace">
      <div className="workspace-bar">
        <Skeleton w={26} h={26} radius={6} />
        {props.title === undefined ? <Skeleton w={220} h={18} /> : <Text fw={600}>{props.title}</Text>}
      </div>
      <div className="workspace-skeleton">
        <Stack p="md" gap="sm">
          <Skeleton h={14} w="70%" />
          <Skeleton h={14} w="55%" />
          <Skeleton h={14} w="62%" />
        </Stack>
        <Stack p="lg" gap="sm">
          <Skeleton h={14} w="40%" />
          <Skeleton h={14} w="64%" />
          <Skeleton h={14} w="52%" />
          <Skeleton h={14} w="30%" />
        </Stack>
        <Stack p="md" gap="sm">
          <Skeleton h={20} w="60%" />
          <Skeleton h={120} />
        </Stack>
      </div>
    </div>
  )
}
