import { Button, Text, VisuallyHidden } from '@mantine/core'
import type { OutboxMail } from '#contracts/api/outbox.ts'
import { formatInstant } from '../../lib/clock/times.ts'
import { mailKinds } from '../../lib/mail-kinds.ts'
import { RelativeInstant } from '../../ui/instant.tsx'

export function OutboxTable(props: { mails: readonly OutboxMail[]; onOpen: (mail: OutboxMail) => void }) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>Mail</th>
          <th>For</th>
          <th>Written</th>
          <th>
            <VisuallyHidden>Open</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.mails.map((mail) => (
          <Line key={mail.id} mail={mail} onOpen={() => props.onOpen(mail)} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ mail, onOpen }: { mail: OutboxMail; onOpen: () => void }) {
  return (
    <tr>
      <td className="card-title">
        <Text size="sm" fw={600}>
          {mailKinds[mail.kind]}
        </Text>
        <Text size="xs" c="dimmed">
          {mail.candidateName} · {mail.positionTitle}
        </Text>
      </td>
      <td data-label="For">{mail.address ?? 'not known yet'}</td>
      <td data-label="Written">
        <div>
          <Text size="sm">
            <RelativeInstant at={mail.writtenAt} />
          </Text>
          <Text size="xs" c="dimmed">
            {formatInstant(new Date(mail.writtenAt))}
          </Text>
        </div>
      </td>
      <td className="card-action">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Open: ${mailKinds[mail.kind]}, ${mail.candidateName}`}
          onClick={onOpen}
        >
          Open
        </Button>
      </td>
    </tr>
  )
}
