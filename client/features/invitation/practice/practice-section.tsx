import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconAlertTriangle, IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { callApi } from '../../../lib/call-api.ts'
import { paths } from '../../../lib/paths.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { setUpChecks, type CheckState } from './set-up-checks.ts'
import { useSetUpChecks } from './use-set-up-checks.ts'

/** Before the clock: everything that could go wrong on this computer, tried for real, and a place to look around. */
export function PracticeSection(props: { invitationId: string }) {
  const { invitationId } = props
  const { states, run } = useSetUpChecks(invitationId)
  const navigate = useNavigate()
  const open = useMutation({
    mutationFn: () => callApi('startPractice', { params: { invitationId } }),
    onSuccess: ({ attemptId }) => navigate(paths.attempt(attemptId)),
  })
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
          <Stack component="ul" gap={8} className="set-up-checks" role="status">
            {setUpChecks.map(({ id, label }) => (
              <Light key={id} label={label} state={states[id] ?? { kind: 'waiting' }} />
            ))}
          </Stack>
        )}
        {run.isError && <ErrorPanel error={run.error} />}
        {open.isError && <ErrorPanel error={open.error} />}
      </Stack>
    </section>
  )
}

function Light(props: { label: string; state: CheckState }) {
  const { label, state } = props
  return (
    <li className="set-up-check">
      <span aria-hidden="true">{icons[state.kind]}</span>
      <div>
        <Text size="sm" component="span">
          {label}
          <Text span inherit c="dimmed">
            : {wordsOf(state)}
          </Text>
        </Text>
        {state.kind === 'problem' && (
          <Text size="sm" c="dimmed">
            {state.next}
          </Text>
        )}
      </div>
    </li>
  )
}

const icons = {
  waiting: <IconCircle size={18} stroke={1.5} className="light-off" />,
  running: <Loader size={18} />,
  ok: <IconCircleCheck size={18} stroke={1.8} className="light-good" />,
  problem: <IconAlertTriangle size={18} stroke={1.8} className="light-warn" />,
} as const

function wordsOf(state: CheckState): string {
  switch (state.kind) {
    case 'waiting':
      return 'waits'
    case 'running':
      return 'being tried'
    case 'ok':
    case 'problem':
      return state.words
  }
}
