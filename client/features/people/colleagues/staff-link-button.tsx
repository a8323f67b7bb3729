import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { StaffMember } from '#contracts/api/people.ts'

const StaffLinkDialog = lazy(async () => ({
  default: (await import('./staff-link-dialog.tsx')).StaffLinkDialog,
}))

/** Makes a one-time sign-in link, for a colleague who has no password or forgot it. */
export function StaffLinkButton(props: { member: StaffMember }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        New sign-in link
      </Button>
      {open && (
        <Suspense fallback={null}>
          <StaffLinkDialog member={props.member} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
