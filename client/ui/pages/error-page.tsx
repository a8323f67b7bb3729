import { Button, Code } from '@mantine/core'
import { IconLinkOff, IconMoodConfuzed } from '@tabler/icons-react'
import { Link } from 'react-router'
import { explainError, hasCode } from '../../lib/api/api-error.ts'
import { paths } from '../../lib/paths.ts'
import { MessagePage } from './message-page.tsx'

/** Where a page cannot be shown at all. Links that do not work any more are no fault of the reader, and are told so. */
export function ErrorPage(props: { error: unknown; onRetry?: () => void }) {
  const { message, next, requestId } = explainError(props.error)
  const isLink = hasCode(props.error, ...endedLinks)
  const isStranger = hasCode(props.error, 'not_signed_in')
  return (
    <MessagePage
      icon={isLink ? <IconLinkOff size={28} stroke={1.6} /> : <IconMoodConfuzed size={28} stroke={1.6} />}
      title={message}
      action={
        props.onRetry !== undefined && !isLink && !isStranger ? (
          <Button onClick={props.onRetry}>Try again</Button>
        ) : (
          <Button component={Link} to={paths.start()} variant="default">
            To the start page
          </Button>
        )
      }
      note={
        requestId === null ? undefined : (
          <>
            Request id <Code>{requestId}</Code>
          </>
        )
      }
    >
      {isStranger ? unknownErrorText : next}
    </MessagePage>
  )
}

const endedLinks = [
  'link_expired',
  'link_revoked',
  'link_unknown',
  'link_used',
  'invitation_withdrawn',
] as const

/** Whoever meets this on a whole page came by an invitation; staff are led to their sign-in page. */
const unknownErrorText =
  'If you were invited, open the link in your invitation again. If it does not help, write to the person who invited you.'
