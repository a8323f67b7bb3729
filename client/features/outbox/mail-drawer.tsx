import { Button, CopyButton, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import type { Api } from '#contracts/api.ts'
import type { OutboxMail } from '#contracts/api/outbox.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { mailKinds } from '../../lib/mail-kinds.ts'
import { offerFile } from '../../lib/offer-file.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useOutboxMail } from './api.ts'

type Letter = ResponseOf<Api['getOutboxMail']>

/** The whole of one mail, to be copied or handed to a mail program. */
export function MailDrawer({ mail, onClose }: { mail: OutboxMail; onClose: () => void }) {
  const letter = useOutboxMail(mail.id)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={620}
      title={mailKinds[mail.kind]}
      transitionProps={{ duration: 150 }}
    >
      {letter.isError && <ErrorPanel error={letter.error} onRetry={() => void letter.refetch()} />}
      {letter.data === undefined && !letter.isError && (
        <Skeleton h={320} role="status" aria-label="Loading" />
      )}
      {letter.data !== undefined && <Content letter={letter.data} />}
    </Drawer>
  )
}

const named = ({ name, address }: Letter['to']) => `${name} <${address}>`

function Content({ letter }: { letter: Letter }) {
  const { to, replyTo, subject, text } = letter
  return (
    <Stack gap="md">
      <dl className="mail-head">
        <Head label="To">{named(to)}</Head>
        <Head label="From">{named(letter.from)}</Head>
        {replyTo !== null && <Head label="Answers to">{named(replyTo)}</Head>}
        <Head label="Subject">{subject}</Head>
      </dl>
      <Actions letter={letter} />
      <pre className="mail-text" tabIndex={0} aria-label="Text of the mail">
        {text}
      </pre>
      <Text size="xs" c="dimmed">
        A link in it opens the invitation of this candidate: send it to nobody else. That you read it is
        recorded.
      </Text>
    </Stack>
  )
}

function Actions({ letter: { to, subject, text, files } }: { letter: Letter }) {
  const address = `mailto:${encodeURIComponent(to.address)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`
  return (
    <Group gap="sm">
      <Button component="a" href={address}>
        Open in your mail program
      </Button>
      <CopyButton value={text} timeout={3_000}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} aria-live="polite">
            {copied ? 'Copied' : 'Copy the text'}
          </Button>
        )}
      </CopyButton>
      {files.map((file) => (
        <Button
          key={file.fileName}
          variant="default"
          onClick={() => offerFile(file.fileName, file.content, 'application/octet-stream')}
        >
          Save {file.fileName}
        </Button>
      ))}
    </Group>
  )
}

function Head({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
