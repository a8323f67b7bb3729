import { Button, Stack, Text } from '@mantine/core'
import { useEffect } from 'react'
import type { SetupCheckStates } from '#contracts/setup-check.ts'
import { CopyField } from '../../../ui/inputs/copy-field.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { SetupCheckRow } from './setup-check.tsx'
import { useCloneCommand, usePushed } from '../api.ts'
import { reportSetupCheck } from './use-setup-checks.ts'

const label = 'A push from your own git, if you mean to use it'
const aPush = 'echo hello >> hello.txt && git add hello.txt && git commit -m hello && git push'

/** The one check that needs the candidate's hands: a clone of the practice, a commit, and a push. */
export function GitCheck(props: { invitationId: string; attemptId: string; checks: SetupCheckStates }) {
  const { invitationId, attemptId, checks } = props
  const command = useCloneCommand(attemptId)
  const isPushed = usePushed(attemptId, command.isSuccess)
  useEffect(() => {
    if (isPushed) void reportSetupCheck(invitationId, { ...checks, git: 'ok' })
  }, [isPushed, invitationId, checks])
  if (isPushed) return <SetupCheckRow label={label} state={{ kind: 'ok', words: 'works' }} />
  if (command.data === undefined)
    return (
      <SetupCheckRow label={label} state={{ kind: 'waiting', words: 'not tried' }}>
        <Button
          variant="default"
          size="compact-sm"
          mt={4}
          loading={command.isPending}
          onClick={() => command.mutate()}
        >
          Try a push
        </Button>
        {command.isError && <ErrorPanel error={command.error} />}
      </SetupCheckRow>
    )
  return (
    <SetupCheckRow label={label} state={{ kind: 'running' }}>
      <Stack gap="xs" mt={4}>
        <CopyField
          label="In a terminal of your own"
          value={`${command.data.command} && cd fairtime-exercise && ${aPush}`}
        />
        <Text size="sm" c="dimmed">
          The light turns green when the push arrives. If it does not: what git says names the reason, and
          without git everything works in the browser and by zip.
        </Text>
      </Stack>
    </SetupCheckRow>
  )
}
