import { IconLinkOff } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useFragmentSecret } from '../../lib/use-fragment-secret.ts'
import { ErrorPage } from '../../ui/pages/error-page.tsx'
import { LoadingPage } from '../../ui/pages/loading-page.tsx'
import { MessagePage } from '../../ui/pages/message-page.tsx'
import { useExchangeLink } from './api.ts'

const shortestToken = 20

/** Turns the secret of an invitation link into a session at once. That starts nothing: the clock has its own button. */
export function InvitationLinkPage() {
  const token = useFragmentSecret()
  const { mutate, isError, error } = useExchangeLink()
  const asked = useRef(false)
  const complete = token.length >= shortestToken
  useEffect(() => {
    if (!complete || asked.current) return
    asked.current = true
    mutate(token)
  }, [complete, mutate, token])
  if (!complete) {
    return (
      <MessagePage icon={<IconLinkOff size={28} stroke={1.6} />} title="This link is not complete">
        Copy the whole link from your invitation, including everything after the # sign, and open it again.
      </MessagePage>
    )
  }
  if (isError) return <ErrorPage error={error} onRetry={() => mutate(token)} />
  return <LoadingPage />
}
