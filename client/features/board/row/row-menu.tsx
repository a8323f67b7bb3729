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
import { rowActions } from './row-actions.ts'
import type { RowDialog } from './row-dialogs-context.tsx'

const icons = {
  link: IconLink,
  time: IconClockPlus,
  answer: IconMessageCheck,
  mails: IconMail,
  grade: IconRefresh,
  extend: IconCalendar,
  reopen: IconArrowBackUp,
  withdraw: IconBan,
} as const satisfies Record<RowDialog, unknown>

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
        {rowActions(row).map(({ dialog, label, isPossible }) => {
          const Icon = icons[dialog]
          return (
            <Menu.Item
              key={dialog}
              leftSection={<Icon size={16} />}
              disabled={!isPossible}
              {...(dialog === 'withdraw' ? { color: 'red.8' } : {})}
              onClick={() => onOpen(dialog)}
            >
              {label}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
