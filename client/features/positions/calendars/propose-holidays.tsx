import { Button, Fieldset, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Holiday } from '#contracts/api/calendars.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useHolidayRegions, useProposeHolidays } from './api.ts'

interface Place {
  country: string | null
  state: string | null
  fromYear: number | string
  untilYear: number | string
}

/** Fills the list with the public holidays of a place. It is a proposal: the list is edited before it is saved, and after. */
export function ProposeHolidays(props: { onAdd: (holidays: readonly Holiday[]) => void }) {
  const [place, setPlace] = useState(nextYears)
  const propose = useProposeHolidays()
  return (
    <Fieldset legend="Fill in public holidays">
      <Stack gap="sm">
        <PlaceFields place={place} onChange={setPlace} />
        <Group gap="sm" align="flex-end">
          <YearField
            label="From"
            value={place.fromYear}
            onChange={(fromYear) => setPlace({ ...place, fromYear })}
          />
          <YearField
            label="To"
            value={place.untilYear}
            onChange={(untilYear) => setPlace({ ...place, untilYear })}
          />
          <Button
            variant="default"
            disabled={place.country === null}
            loading={propose.isPending}
            onClick={() =>
              propose.mutate(queryOf(place), { onSuccess: ({ holidays }) => props.onAdd(holidays) })
            }
          >
            Add them to the list
          </Button>
        </Group>
        {propose.isError && <ErrorPanel error={propose.error} />}
        <Found count={propose.data?.holidays.length ?? null} />
      </Stack>
    </Fieldset>
  )
}

function nextYears(): Place {
  const year = new Date().getFullYear()
  return { country: null, state: null, fromYear: year, untilYear: year + 2 }
}

const queryOf = ({ country, state, fromYear, untilYear }: Place) => ({
  country: country ?? '',
  state: state ?? '',
  fromYear: Number(fromYear),
  untilYear: Number(untilYear),
})

function PlaceFields(props: { place: Place; onChange: (place: Place) => void }) {
  const { place, onChange } = props
  const regions = useHolidayRegions()
  const known = regions.data?.regions ?? []
  const states = known.find(({ code }) => code === place.country)?.states ?? []
  if (regions.isError) return <ErrorPanel error={regions.error} onRetry={() => void regions.refetch()} />
  return (
    <Group grow gap="sm" align="flex-start">
      <Select
        label="Country"
        searchable
        data={known.map(({ code, name }) => ({ value: code, label: name }))}
        value={place.country}
        onChange={(country) => onChange({ ...place, country, state: null })}
      />
      <Select
        label="Part of it"
        searchable
        clearable
        disabled={states.length === 0}
        placeholder={states.length === 0 ? '' : 'All of it'}
        data={states.map(({ code, name }) => ({ value: code, label: name }))}
        value={place.state}
        onChange={(state) => onChange({ ...place, state })}
      />
    </Group>
  )
}

function YearField(props: {
  label: string
  value: number | string
  onChange: (value: number | string) => void
}) {
  return (
    <NumberInput
      label={props.label}
      w={96}
      min={2_000}
      max={2_100}
      allowDecimal={false}
      hideControls
      value={props.value}
      onChange={props.onChange}
    />
  )
}

function Found({ count }: { count: number | null }) {
  return (
    <Text size="xs" c="dimmed" role="status">
      {count === null
        ? 'Look over them before you save: some depend on a sighting of the moon, and some are kept only in part of a country.'
        : `${count} public holidays are in the list above. Look over them before you save.`}
    </Text>
  )
}
