import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { hasCode } from '../../lib/api/api-error.ts'
import { OtherName } from './other-name.tsx'

interface FieldProps {
  value?: string
  error?: ReactNode
}

/** Who is invited. An address that is known under another name is asked about here, before anything is written. */
export function CandidateFields(props: {
  name: FieldProps
  email: FieldProps
  error: unknown
  onResubmit: (changes: { candidateName?: string; otherNameIsMeant?: boolean }) => void
}) {
  const { name, onResubmit } = props
  return (
    <>
      <TextInput label="Candidate's name" withAsterisk autoComplete="off" {...name} />
      <TextInput
        label="Candidate's mail address"
        inputMode="email"
        withAsterisk
        autoComplete="off"
        {...props.email}
      />
      {hasCode(props.error, 'other_name') && (
        <OtherName
          error={props.error}
          name={name.value ?? ''}
          onKnown={(known) => onResubmit({ candidateName: known })}
          onMeant={() => onResubmit({ otherNameIsMeant: true })}
        />
      )}
    </>
  )
}
