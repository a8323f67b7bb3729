import { Button, Group } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { ErrorPage } from '../../../ui/pages/error-page.tsx'
import { MessagePage } from '../../../ui/pages/message-page.tsx'
import { useFragmentSecret } from '../../../lib/use-fragment-secret.ts'
import { useSignInByLink } from '../api.ts'
import { useBeginOidcSignIn, useSignInWays } from './oidc-api.ts'

/** A one-time link is used up by a press of the button only, so that a mail scanner that opens it does no harm. */
export function SignInByLinkPage() {
  const token = useFragmentSecret()
  const signIn = useSignInByLink()
  const ways = useSignInWays()
  const begin = useBeginOidcSignIn()
  const label = ways.data?.oidcLabel ?? null
  if (begin.isError) return <ErrorPage error={begin.error} onRetry={() => begin.mutate({ token })} />
  if (signIn.isError) return <ErrorPage error={signIn.error} onRetry={() => signIn.mutate(token)} />
  return (
    <MessagePage
      icon={<IconKey size={28} stroke={1.6} />}
      title="Your one-time sign-in link"
      action={<WaysIn label={label} token={token} begin={begin} signIn={signIn} />}
      note={
        label === null
          ? 'The link works once. After signing in you can set a password under People.'
          : `The link works once. With ${label} you need no further link: from then on you sign in with that account.`
      }
    >
      {token === ''
        ? 'The address is not complete: copy the whole link, including everything after the # sign.'
        : 'It is meant for one colleague who invites, reviews or administers here: the person it was handed to. Pressing the button signs you in on this browser.'}
    </MessagePage>
  )
}

interface WaysInProps {
  label: string | null
  token: string
  begin: ReturnType<typeof useBeginOidcSignIn>
  signIn: ReturnType<typeof useSignInByLink>
}

function WaysIn({ label, token, begin, signIn }: WaysInProps) {
  return (
    <Group>
      {label !== null && (
        <Button
          onClick={() => begin.mutate({ token })}
          loading={begin.isPending || begin.isSuccess}
          disabled={token === ''}
        >
          Sign in with {label}
        </Button>
      )}
      <Button
        variant={label === null ? 'filled' : 'default'}
        onClick={() => signIn.mutate(token)}
        loading={signIn.isPending}
        disabled={token === ''}
      >
        {label === null ? 'Sign in' : 'Sign in without it'}
      </Button>
    </Group>
  )
}
