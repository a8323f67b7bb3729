import { Button, Checkbox, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import type { BusinessCalendarView, CalendarDraft, Holiday } from '#contracts/api/calendars.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { allZones } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import {
  calendarFieldOf,
  calendarFormRules,
  toDraft,
  valuesOf,
  weekdays,
  type CalendarFormValues,
} from './calendar-form-values.ts'
import { mergeHolidays, readHolidayLines, writeHolidayLines } from './holiday-lines.ts'
import { ProposeHolidays } from './propose-holidays.tsx'

export function CalendarForm(props: {
  calendar: BusinessCalendarView | null
  busy: boolean
  error: unknown
  onSubmit: (draft: CalendarDraft) => void
}) {
  const form = useForm({ initialValues: valuesOf(props.calendar), validate: calendarFormRules })
  const refused = splitByField(props.error, calendarFieldOf)
  const fieldOf = (name: keyof CalendarFormValues) => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  return (
    <form onSubmit={form.onSubmit((values) => props.onSubmit(toDraft(values)))} noValidate>
      <Stack>
        <DayFields fieldOf={fieldOf} />
        <HolidaysField field={fieldOf('holidays')} />
        <ProposeHolidays onAdd={(more) => addHolidays(form, more)} />
        {props.calendar !== null && (
          <Text size="xs" c="dimmed">
            What you change counts for what is handed in from now on. Dates that were promised before stay as
            they are.
          </Text>
        )}
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Button type="submit" loading={props.busy}>
          {props.calendar === null ? 'Make the calendar' : 'Save'}
        </Button>
      </Stack>
    </form>
  )
}

type CalendarForm = UseFormReturnType<CalendarFormValues>
type Field = ReturnType<CalendarForm['getInputProps']>

function addHolidays(form: CalendarForm, more: readonly Holiday[]): void {
  const read = readHolidayLines(form.values.holidays)
  if ('problem' in read) form.setFieldError('holidays', read.problem)
  else form.setFieldValue('holidays', writeHolidayLines(mergeHolidays(read.holidays, more)))
}

function DayFields({ fieldOf }: { fieldOf: (name: keyof CalendarFormValues) => Field }) {
  return (
    <>
      <TextInput
        label="Name"
        withAsterisk
        autoComplete="off"
        placeholder="Berlin office"
        {...fieldOf('name')}
      />
      <Select
        label="Time zone"
        withAsterisk
        searchable
        allowDeselect={false}
        limit={60}
        nothingFoundMessage="No such zone"
        data={allZones()}
        {...fieldOf('zone')}
      />
      <TextInput
        label="Close of business"
        description="Answers are due at this time. What comes in later counts from the next working day."
        withAsterisk
        type="time"
        {...fieldOf('closesAt')}
      />
      <WorkingDays field={fieldOf('workingDays')} />
    </>
  )
}

function HolidaysField({ field }: { field: Field }) {
  return (
    <Textarea
      label="Holidays"
      description="One a line: the date, then its name. Dates are counted by this list alone."
      placeholder="2026-12-25 Christmas Day"
      autosize
      minRows={4}
      maxRows={14}
      {...field}
    />
  )
}

function WorkingDays({ field }: { field: Field }) {
  return (
    <Checkbox.Group label="Working days" withAsterisk {...field}>
      <Group gap="md" mt="xs">
        {weekdays.map((name, index) => (
          <Checkbox key={name} value={String(index + 1)} label={name} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}
