import { Group, NumberInput, Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { InviteFormValues } from './invite-form-values.ts'

const extraTimes = [
  { value: '1', label: 'None' },
  { value: '1.25', label: 'A quarter more' },
  { value: '1.5', label: 'Half as much again' },
  { value: '2', label: 'Twice the time' },
]

type FormField = ReturnType<UseFormReturnType<InviteFormValues>['getInputProps']>

/** How long it is open, by when a time must be picked, and extra time. */
export function TermsFields(props: {
  form: UseFormReturnType<InviteFormValues>
  fieldOf: (name: 'expiresInDays' | 'scheduleByDate') => FormField
  longestOpenDays: number
}) {
  const { form, fieldOf, longestOpenDays } = props

  return (
    <>
      <Group grow align="flex-start" gap="sm">
        <NumberInput
          label="Open for (days)"
          min={1}
          max={longestOpenDays}
          clampBehavior="none"
          {...fieldOf('expiresInDays')}
        />
        <Select
          label="Extra time"
          data={extraTimes}
          allowDeselect={false}
          {...form.getInputProps('extraTimeFactor')}
        />
      </Group>
      <TextInput
        type="date"
        label="Pick a time by (optional)"
        description="After that day, whoever has neither picked a time nor started can no longer do either."
        {...fieldOf('scheduleByDate')}
      />
    </>
  )
}
