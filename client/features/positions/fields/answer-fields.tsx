import { Group, NumberInput, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { calendarLimits } from '#contracts/api/promises/calendars.ts'
import { useCalendars } from '../calendars/api.ts'

interface Field<T> {
  value?: T
  onChange?: (value: T) => void
  error?: ReactNode
}

/** By when candidates of the position are promised an answer. */
export function AnswerFields(props: { workingDays: Field<number | string>; calendar: Field<string | null> }) {
  const calendars = useCalendars().data?.calendars ?? []
  const byDefault = calendars.find(({ isDefault }) => isDefault)
  return (
    <Group grow gap="sm" align="flex-start">
      <NumberInput
        label="Answer within working days"
        description="Counted from the submission."
        min={calendarLimits.shortestAnswerDays}
        max={calendarLimits.longestAnswerDays}
        allowDecimal={false}
        {...props.workingDays}
      />
      <Select
        label="Business calendar"
        description="Says which days those are."
        clearable
        placeholder={byDefault === undefined ? 'The default one' : `${byDefault.name} (default)`}
        data={calendars.map(({ id, name }) => ({ value: id, label: name }))}
        {...props.calendar}
      />
    </Group>
  )
}
