import { Button } from '@mantine/core'
import { IconMapPinQuestion } from '@tabler/icons-react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { MessagePage } from './message-page.tsx'

export function NotFoundPage() {
  return (
    <MessagePage
      icon={<IconMapPinQuestion size={28} stroke={1.6} />}
      title="There is no page at this address"
      action={
        <Button component={Link} to={paths.start()} variant="default">
          To the start page
        </Button>
      }
    >
      Check that the address was copied whole. If you were invited, open the link in your invitation again.
    </MessagePage>
  )
}
