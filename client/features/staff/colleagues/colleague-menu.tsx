import { ActionIcon, Menu } from '@mantine/core'
import { IconBan, IconDots, IconKey, IconLink, IconLogout, IconUserCheck } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Colleague } from '#contracts/api/staff/staff.ts'
import type { ColleagueDialog } from './colleague-dialogs.tsx'

const ColleagueDialogs = lazy(async () => ({
  default: (await import('./colleague-dialogs.tsx')).ColleagueDialogs,
}))

/** What an admin can do about somebody. Fetched with the first press of its button, and so open from the beginning. */
export function ColleagueMenu(props: { member: Colleague; isOneself: boolean }) {
  const { member } = props
  const [open, setOpen] = useState<ColleagueDialog | null>(null)
  return (
    <>
      <Menu position="bottom-end" width={220} defaultOpened>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${member.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {member.disabledAt === null ? (
            <ActiveItems isOneself={props.isOneself} onOpen={setOpen} />
          ) : (
            <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={() => setOpen('enable')}>
              Let in again
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open !== null && (
        <Suspense fallback={null}>
          <ColleagueDialogs member={member} open={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  )
}

function ActiveItems(props: { isOneself: boolean; onOpen: (dialog: ColleagueDialog) => void }) {
  const { onOpen } = props
  return (
    <>
      <Menu.Item leftSection={<IconKey size={16} />} onClick={() => onOpen('access')}>
        Roles and positions
      </Menu.Item>
      <Menu.Item leftSection={<IconLink size={16} />} onClick={() => onOpen('link')}>
        New sign-in link
      </Menu.Item>
      {!props.isOneself && (
        <>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => onOpen('sign_out')}>
            Sign out everywhere
          </Menu.Item>
          <Menu.Item leftSection={<IconBan size={16} />} color="red.8" onClick={() => onOpen('disable')}>
            Disable
          </Menu.Item>
        </>
      )}
    </>
  )
}
