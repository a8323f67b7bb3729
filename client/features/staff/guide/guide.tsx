import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ComponentType } from 'react'
import type { Guide, GuideStep } from '#contracts/api/staff/organisation.ts'
import { guideKey, useGuide } from '../../../lib/organisation/use-guide.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useDismissGuide, useSkipStep } from '../organisation/api.ts'
import { describeStep } from './describe-step.ts'

// Forms and what they stand in are heavy: the board fetches one with the press that opens it.
const ownDialogs = {
  organisation: lazy(async () => ({
    default: (await import('./organisation-dialog.tsx')).OrganisationDialog,
  })),
  colleagues: lazy(async () => ({
    default: (await import('../colleagues/invite-colleague.tsx')).InviteColleague,
  })),
}

/** The forms of other features, which the guide opens in their drawers. */
export interface GuideDialogs {
  Position: ComponentType<{ onClose: () => void }>
  Invitation: ComponentType<{ onClose: () => void }>
}

type State = Guide['steps'][number]['state']

/** From an empty installation to the first invitation: a checklist that is put away by doing it, or by hand. */
export function FirstRunGuide(props: { dialogs: GuideDialogs }) {
  const guide = useGuide()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<GuideStep | null>(null)
  const close = () => {
    setOpen(null)
    void queryClient.invalidateQueries({ queryKey: guideKey })
  }
  const { data } = guide
  return (
    <>
      {data?.isShown === true && (
        <Paper p="lg" component="section" aria-label="First steps">
          <GuideHeader />
          <ol className="guide-steps">
            {data.steps.map(({ id, state }) => (
              <StepLine
                key={id}
                step={id}
                state={state}
                isNext={id === nextOf(data)}
                onOpen={() => setOpen(id)}
              />
            ))}
          </ol>
        </Paper>
      )}
      {open !== null && <StepDialog step={open} dialogs={props.dialogs} onClose={close} />}
    </>
  )
}

function GuideHeader() {
  const dismiss = useDismissGuide()
  return (
    <>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h4">
            First steps
          </Title>
          <Text size="sm" c="dimmed">
            Four short ones to the first invitation. Each can be skipped, and done later.
          </Text>
        </div>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          flex="none"
          loading={dismiss.isPending}
          onClick={() => dismiss.mutate()}
        >
          Put away
        </Button>
      </Group>
      {dismiss.isError && <ErrorPanel error={dismiss.error} />}
    </>
  )
}

const nextOf = (guide: Guide) => guide.steps.find(({ state }) => state === 'open')?.id ?? null

function StepLine(props: { step: GuideStep; state: State; isNext: boolean; onOpen: () => void }) {
  const { step, state } = props
  const skip = useSkipStep()
  const { title, text, action } = describeStep(step)
  return (
    <li data-state={state}>
      <StepMark state={state} />
      <div className="guide-step-text">
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
        {skip.isError && <ErrorPanel error={skip.error} />}
      </div>
      {state !== 'done' && (
        <Group gap="xs" className="guide-step-actions">
          <Button size="xs" variant={props.isNext ? 'filled' : 'default'} onClick={props.onOpen}>
            {action}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={state === 'skipped' ? `Take back: ${title}` : `Skip: ${title}`}
            loading={skip.isPending}
            onClick={() => skip.mutate({ step, isSkipped: state !== 'skipped' })}
          >
            {state === 'skipped' ? 'Take back' : 'Skip'}
          </Button>
        </Group>
      )}
    </li>
  )
}

function StepMark({ state }: { state: State }) {
  if (state === 'done') return <IconCircleCheck size={20} className="guide-mark" aria-label="Done" />
  if (state === 'skipped') return <IconCircleMinus size={20} className="guide-mark" aria-label="Skipped" />
  return <IconCircle size={20} className="guide-mark" aria-label="To do" />
}

function StepDialog(props: { step: GuideStep; dialogs: GuideDialogs; onClose: () => void }) {
  const Dialog = { ...ownDialogs, position: props.dialogs.Position, invitation: props.dialogs.Invitation }[
    props.step
  ]
  return (
    <Suspense fallback={null}>
      <Dialog onClose={props.onClose} />
    </Suspense>
  )
}
