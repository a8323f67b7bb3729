import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconBan,
  IconCalendar,
  IconClockPlus,
  IconDots,
  IconLink,
  IconMail,
  IconMessageCheck,
  IconRefresh,
} from '@tabler/icons-react'
import type { BoardRow } from '#contracts/api/board/board.ts'
import { canExtend, canWithdraw } from '../invitation-state.ts'
import type { RowDialog } from './row-dialogs-context.tsx'

interface RowMenuProps {
  row: BoardRow
  onOpen: (door: RowDialog) => void
}

/** Fetched with the first press of its button, and so open from the beginning. */
export function RowMenu(props: RowMenuProps) {
  const { row, onOpen } = props
  return (
    <Menu position="bottom-end" width={200} defaultOpened>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${row.candidateName}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconLink size={16} />}
          disabled={row.state === 'revoked'}
          onClick={() => onOpen('link')}
        >
          New link
        </Menu.Item>
        <Menu.Item leftSection={<IconClockPlus size={16} />} onClick={() => onOpen('time')}>
          Time
        </Menu.Item>
        {row.submittedAt !== null && <AnswerItem onOpen={onOpen} />}
        <Menu.Item leftSection={<IconMail size={16} />} onClick={() => onOpen('mails')}>
          Mails
        </Menu.Item>
        {row.gradingFault !== 'none' && <GradeAgainItem row={row} onOpen={onOpen} />}
        <DateItems row={row} onOpen={onOpen} />
        <Menu.Item
          leftSection={<IconBan size={16} />}
          color="red.8"
          disabled={!canWithdraw(row.state)}
          onClick={() => onOpen('withdraw')}
        >
          Withdraw
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function DateItems({ row, onOpen }: RowMenuProps) {
  return (
    <>
      <Menu.Item
        leftSection={<IconCalendar size={16} />}
        disabled={!canExtend(row.state)}
        onClick={() => onOpen('extend')}
      >
        Dates
      </Menu.Item>
      {row.state === 'declined' && (
        <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => onOpen('reopen')}>
          Take it up again
        </Menu.Item>
      )}
    </>
  )
}

function GradeAgainItem({ row, onOpen }: RowMenuProps) {
  return (
    <Menu.Item
      leftSection={<IconRefresh size={16} />}
      disabled={row.gradingFault === 'repeated'}
      onClick={() => onOpen('grade')}
    >
      Grade again
    </Menu.Item>
  )
}

function AnswerItem({ onOpen }: Pick<RowMenuProps, 'onOpen'>) {
  return (
    <Menu.Item leftSection={<IconMessageCheck size={16} />} onClick={() => onOpen('answer')}>
      Answer
    </Menu.Item>
  )
}
