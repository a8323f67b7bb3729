import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { explainError } from '../../../lib/api/api-error.ts'
import { Banner } from '../bar/banner.tsx'
import type { EditLease, LeaseState } from '../../../sync/lease/edit-lease.ts'

const reasonLabels = {
  held: {
    what: 'This exercise is being written in another window.',
    next: 'You can read along here; what is saved there appears by itself. To go on in this one, take over.',
  },
  lost: {
    what: 'You went on in another window, so this one only shows what is saved.',
    next: 'Whatever you had typed here and was not saved by then is kept apart: it is offered below.',
  },
} as const

/** Why nothing can be typed here, and the way to change that. */
export function ReadOnlyBanner(props: { lease: EditLease; state: LeaseState }) {
  const { lease, state } = props
  const takeOver = useMutation({ mutationFn: () => lease.takeOver() })
  if (state.kind === 'writing') return null
  return (
    <Banner
      tone="warn"
      role="alert"
      title={reasonLabels[state.why].what}
      detail={
        takeOver.isError ? `${explainError(takeOver.error).message} Try again.` : reasonLabels[state.why].next
      }
      action={
        <Button
          size="compact-sm"
          variant="default"
          loading={takeOver.isPending}
          onClick={() => takeOver.mutate()}
        >
          Write here instead
        </Button>
      }
    />
  )
}
