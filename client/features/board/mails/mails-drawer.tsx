import { Link } from 'react-router'
import { Badge, Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import type { BoardRow } from '#contracts/api/board/board.ts'
import type { Notice } from '#contracts/api/mails.ts'
import { paths } from '../../../lib/paths.ts'
import { formatInstant } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { mailKinds } from '../../../lib/mail-kinds.ts'
import { canSendAgain, mailState, mailWays } from './describe-mail.ts'
import { useMails, useSendAgain } from '../api.ts'

/** Every mail of an invitation: sent, still to come, or not delivered and why. */
export function MailsDrawer(props: { row: BoardRow; onClose: () => void }) {
  const { row, onClose } = props
  const mails = useMails(row.id)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={`Mails for ${row.candidateName}`}
      transitionProps={{ duration: 150 }}
    >
      {mails.isError && <ErrorPanel error={mails.error} onRetry={() => void mails.refetch()} />}
      {mails.data === undefined && !mails.isError && <Skeleton h={280} role="status" aria-label="Loading" />}
      {mails.data !== undefined && (
        <Stack gap="lg">
          <Text size="sm">
            {mailWays[mails.data.mail]}{' '}
            {mails.data.mail !== 'smtp' && <Link to={paths.outbox()}>Their texts are in the outbox.</Link>}
          </Text>
          {mails.data.mails.length === 0 && <Text size="sm">None so far.</Text>}
          <Stack gap={0} component="ul" className="bare-list mail-list">
            {mails.data.mails.map((mail) => (
              <Mail key={mail.id} invitationId={row.id} mail={mail} way={mails.data.mail} />
            ))}
          </Stack>
          <Text size="xs" c="dimmed">
            {mails.data.mail === 'smtp'
              ? 'The texts of mails are not kept, and links in them are never shown here.'
              : 'Links in them are never shown here.'}
          </Text>
        </Stack>
      )}
    </Drawer>
  )
}

function Mail(props: { invitationId: string; mail: Notice; way: keyof typeof mailWays }) {
  const { mail } = props
  const again = useSendAgain(props.invitationId)
  const state = mailState(mail, props.way)
  return (
    <li>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <MailHeading mail={mail} />
        <Badge className="tone-badge" data-tone={state.tone} flex="none">
          {state.label}
        </Badge>
      </Group>
      {mail.fault !== null && (
        <Text size="xs" c={toneColour[state.tone]} mt={4} className="plain-text">
          {describeTries(mail.tries)} {mail.fault}
        </Text>
      )}
      {canSendAgain(mail) && (
        <Button
          size="compact-sm"
          variant="default"
          mt={8}
          aria-label={`Send again: ${mailKinds[mail.kind]}`}
          loading={again.isPending}
          onClick={() => again.mutate(mail.id)}
        >
          Send again
        </Button>
      )}
      {again.isError && <ErrorPanel error={again.error} />}
    </li>
  )
}

const toneColour = { plain: 'dimmed', good: 'dimmed', warn: 'var(--warn)', bad: 'var(--bad)' } as const

function MailHeading({ mail }: { mail: Notice }) {
  return (
    <div>
      <Text size="sm" fw={550}>
        {mailKinds[mail.kind]}
      </Text>
      {mail.address !== null && (
        <Text size="xs" c="dimmed" className="plain-text">
          to {mail.address}
        </Text>
      )}
      <When mail={mail} />
    </div>
  )
}

function When(props: { mail: Notice }) {
  const { state, dueAt, endedAt } = props.mail
  const at = endedAt ?? dueAt
  return (
    <Text size="xs" c="dimmed">
      {state === 'waiting' ? 'goes out' : ''} <RelativeInstant at={at} />, {formatInstant(new Date(at))}
    </Text>
  )
}

function describeTries(tries: number): string {
  return tries === 1 ? 'Tried once.' : `Tried ${tries} times.`
}
