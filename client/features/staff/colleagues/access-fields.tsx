import { Checkbox, MultiSelect, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { staffRoles, type StaffRole } from '#contracts/route.ts'
import { usePositions } from '../../../lib/use-positions.ts'

const roleLabels: Record<StaffRole, string> = {
  admin: 'Admin: everything, including people',
  recruiter: 'Recruiter: opens positions, invites candidates, sees the board',
  reviewer: 'Reviewer: reads and scores submissions',
  author: 'Author: writes exercises, reads feedback on them',
}

interface FieldProps {
  value?: string[]
  onChange?: (value: string[]) => void
  error?: ReactNode
}

/** Roles, and for whom somebody reviews: of a new colleague and of one who is here. */
export function AccessFields(props: { roles: FieldProps; positionIds: FieldProps }) {
  const positions = usePositions()
  return (
    <>
      <Checkbox.Group label="Roles" withAsterisk {...props.roles}>
        <Stack gap={6} mt={6}>
          {staffRoles.map((role) => (
            <Checkbox key={role} value={role} label={roleLabels[role]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <MultiSelect
        label="Reviews for"
        description="The positions whose submissions this colleague may be given."
        data={(positions.data?.positions ?? []).map((one) => ({ value: one.id, label: one.title }))}
        searchable
        {...props.positionIds}
      />
    </>
  )
}
