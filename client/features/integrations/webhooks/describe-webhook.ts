import type {
  Delivery,
  DisabledBecause,
  Webhook,
  WebhookEvent,
} from '#contracts/api/integrations/webhooks.ts'

export const eventLabels: Record<WebhookEvent, string> = {
  'invitation.created': 'Somebody is invited',
  'invitation.scheduled': 'An appointment is set or moved',
  'invitation.started': 'The exercise is started',
  'invitation.submitted': 'It is handed in, or its time is over',
  'invitation.graded': 'The hidden checks have run',
  'invitation.reviewed': 'A review is handed in',
  'invitation.answered': 'The candidate has the answer',
  'invitation.declined': 'The candidate says "no, thank you"',
  'invitation.revoked': 'The invitation is withdrawn',
  'invitation.expired': 'The invitation runs out without a start',
}

const disabledWords: Record<DisabledBecause, string> = {
  admin: 'It was disabled here. What it would tell waits until it is enabled.',
  gone: 'The other side answered 410, which says that it wants to hear nothing more. If that is a mistake, mend it there and enable the webhook.',
  failing:
    'Nothing has arrived there for three days. Look at the deliveries for why; once it is mended, enable the webhook, and send anew what failed.',
}

/** Why a webhook tells nothing, and what to do; null where it does. */
export const disabledNotice = ({ disabledBecause }: Webhook): string | null =>
  disabledBecause === null ? null : disabledWords[disabledBecause]

type Tone = 'plain' | 'good' | 'warn' | 'bad'

export function deliveryState({ state, tries }: Delivery): { label: string; tone: Tone } {
  switch (state) {
    case 'waiting':
      return tries.length === 0
        ? { label: 'Waits', tone: 'plain' }
        : { label: 'Failed so far, tried again', tone: 'warn' }
    case 'delivered':
      return { label: 'Delivered', tone: 'good' }
    case 'dropped':
      return { label: 'Not needed any more', tone: 'plain' }
    case 'failed':
      return { label: 'Not delivered', tone: 'bad' }
  }
}
