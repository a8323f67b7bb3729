import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { callApi } from '../lib/api/call-api.ts'
import { paths } from '../lib/paths.ts'
import { ErrorPanel } from './error-panel.tsx'

/** For somebody at a computer that others use: the invitation's link opens everything again. */
export function CandidateSignOut() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => callApi('signCandidateOut', {}),
    onSuccess: async () => {
      await navigate(paths.start())
      queryClient.clear()
    },
  })
  return (
    <div>
      <Group gap="xs" mt="xl">
        <Text size="sm" c="dimmed">
          Do others use this computer? The link in your invitation opens everything again.
        </Text>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          Sign out here
        </Button>
      </Group>
      {signOut.isError && <ErrorPanel error={signOut.error} />}
    </div>
  )
}
