import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { usePositions } from '../../lib/use-positions.ts'
import type { useInsightFilter } from './use-insight.ts'

const everything = { positionId: undefined, cohort: undefined, from: undefined, until: undefined }

/** By position, its cohorts, and the days of inviting. */
export function InsightFilterBar({ filter, narrow }: ReturnType<typeof useInsightFilter>) {
  const positions = usePositions()
  const known = positions.data?.positions ?? []
  const isNarrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label="Position"
        data={[
          { value: '', label: 'Every position' },
          ...known.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        value={filter.positionId ?? ''}
        onChange={(event) => narrow({ positionId: event.currentTarget.value, cohort: undefined })}
        maw={260}
      />
      {filter.positionId !== undefined && (
        <TextInput
          type="number"
          label="Cohort"
          placeholder="all"
          min={1}
          w={90}
          value={filter.cohort ?? ''}
          onChange={(event) => narrow({ cohort: event.currentTarget.value })}
        />
      )}
      <DayField label="Invited from" value={filter.from} onChange={(from) => narrow({ from })} />
      <DayField label="Invited until" value={filter.until} onChange={(until) => narrow({ until })} />
      {isNarrowed && (
        <Button variant="subtle" color="gray" onClick={() => narrow(everything)}>
          Show all
        </Button>
      )}
    </Group>
  )
}

function DayField(props: { label: string; value: string | undefined; onChange: (day: string) => void }) {
  return (
    <TextInput
      type="date"
      label={props.label}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}
