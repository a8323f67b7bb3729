import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { ErrorPage } from '../../../ui/pages/error-page.tsx'
import { MessagePage } from '../../../ui/pages/message-page.tsx'
import { useFragmentSecret } from '../../../lib/use-fragment-secret.ts'
import { useSignInByLink } from '../api.ts'

/** A one-time link is used up by a press of the button only, so that a mail scanner that opens it does no harm. */
export function SignInByLinkPage() {
  const token = useFragmentSecret()
  const signIn = useSignInByLink()
  if (signIn.isError) return <ErrorPage error={signIn.error} onRetry={() => signIn.mutate(token)} />
  return (
    <MessagePage
      icon={<IconKey size={28} stroke={1.6} />}
      title="Your one-time sign-in link"
      action={
        <Button onClick={() => signIn.mutate(token)} loading={signIn.isPending} disabled={token === ''}>
          Sign in
        </Button>
      }
      note="The link works once. After signing in you can set a password under People."
    >
      {token === ''
        ? 'The address is not complete: copy the whole link, including everything after the # sign.'
        : 'It is meant for one colleague who invites, reviews or administers here: the person it was handed to. Pressing the button signs you in on this browser.'}
    </MessagePage>
  )
}
