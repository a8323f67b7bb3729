import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useOpenPractice } from '../api.ts'
import { GitCheck } from './git-check.tsx'
import { SetupCheckRow } from './setup-check.tsx'
import { setupChecks } from './setup-checks.ts'
import { useSetupChecks } from './use-setup-checks.ts'

/** Before the clock: everything that could go wrong on this computer, tried for real, and a place to look around. */
export function PracticeSection(props: { invitationId: string }) {
  const { invitationId } = props
  const { states, run } = useSetupChecks(invitationId)
  const open = useOpenPractice(invitationId)
  const hasBegun = run.isPending || run.isSuccess
  return (
    <section aria-labelledby="practice-title">
      <Stack gap="sm">
        <Title order={2} size="h4" id="practice-title">
          Try your set-up first
        </Title>
        <Text size="sm">
          Same editor, same sandbox, same tools, and no clock. Nothing of it counts and nobody looks at it.
          Come as often as you like until you start.
        </Text>
        <Group gap="sm">
          <Button variant="default" loading={run.isPending} onClick={() => run.mutate()}>
            Check this computer
          </Button>
          <Button variant="subtle" loading={open.isPending} onClick={() => open.mutate()}>
            Look around in the practice
          </Button>
        </Group>
        {hasBegun && (
          <div role="status">
            <Stack component="ul" gap={8} className="set-up-checks">
              {setupChecks.map(({ id, label }) => (
                <SetupCheckRow key={id} label={label} state={states[id] ?? { kind: 'waiting' }} />
              ))}
              {run.isSuccess && <GitCheck invitationId={invitationId} {...run.data} />}
            </Stack>
          </div>
        )}
        {run.isError && <ErrorPanel error={run.error} />}
        {open.isError && <ErrorPanel error={open.error} />}
      </Stack>
    </section>
  )
}
