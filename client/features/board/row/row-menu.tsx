import { ActionIcon, Menu } from '@mantine/core'
import { IconBan, IconClockPlus, IconDots, IconLink, IconRefresh } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { BoardRow } from '#contracts/api/invitations.ts'
import { canWithdraw } from '../invitation-state.ts'

// What is asked for rarely comes when it is asked for.
const TimeDrawer = lazy(async () => ({ default: (await import('../time/time-drawer.tsx')).TimeDrawer }))
const NewLink = lazy(async () => ({ default: (await import('./row-dialogs.tsx')).NewLink }))
const GradeAgain = lazy(async () => ({ default: (await import('./row-dialogs.tsx')).GradeAgain }))
const Withdraw = lazy(async () => ({ default: (await import('./row-dialogs.tsx')).Withdraw }))

export function RowMenu(props: { row: BoardRow }) {
  const { row } = props
  const [asking, setAsking] = useState<'link' | 'time' | 'grade' | 'withdraw' | null>(null)
  const close = () => setAsking(null)
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${row.candidateName}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconLink size={16} />}
            disabled={row.state === 'revoked'}
            onClick={() => setAsking('link')}
          >
            New link
          </Menu.Item>
          <Menu.Item leftSection={<IconClockPlus size={16} />} onClick={() => setAsking('time')}>
            Time
          </Menu.Item>
          {row.gradingFault !== 'none' && (
            <Menu.Item
              leftSection={<IconRefresh size={16} />}
              disabled={row.gradingFault === 'repeated'}
              onClick={() => setAsking('grade')}
            >
              Grade again
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconBan size={16} />}
            color="red.8"
            disabled={!canWithdraw(row.state)}
            onClick={() => setAsking('withdraw')}
          >
            Withdraw
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {asking === 'link' && <NewLink row={row} onClose={close} />}
        {asking === 'time' && <TimeDrawer row={row} onClose={close} />}
        {asking === 'grade' && <GradeAgain row={row} onClose={close} />}
        {asking === 'withdraw' && <Withdraw row={row} onClose={close} />}
      </Suspense>
    </>
  )
}
