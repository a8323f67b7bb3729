import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { factWords } from '#contracts/api/board/audit-words.ts'
import { useColleagues } from './api.ts'
import type { AuditPlace } from './use-audit-filter.ts'

const actions = Object.entries(factWords)
  .map(([value, words]) => ({ value, label: words.charAt(0).toUpperCase() + words.slice(1) }))
  .sort((a, b) => a.label.localeCompare(b.label))

interface FilterProps {
  place: AuditPlace
  onNarrow: (change: AuditPlace) => void
  onClear: () => void
}

export function AuditFilter({ place, onNarrow, onClear }: FilterProps) {
  const colleagues = useColleagues()
  const people = (colleagues.data?.staff ?? []).map(({ id, name }) => ({ value: `staff:${id}`, label: name }))
  const field = (key: 'actor' | 'action' | 'from' | 'to') => ({
    value: place[key] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => onNarrow({ [key]: event.currentTarget.value }),
  })
  return (
    <Group align="flex-end" gap="sm" role="search" aria-label="The audit">
      <NativeSelect
        label="Who"
        data={[
          { value: '', label: 'Anybody' },
          ...people,
          { value: 'candidate', label: 'Candidates' },
          { value: 'platform', label: 'Fairtime itself' },
        ]}
        {...field('actor')}
      />
      <NativeSelect
        label="What"
        data={[{ value: '', label: 'Anything' }, ...actions]}
        maw={280}
        {...field('action')}
      />
      <SubjectField
        key={place.subject ?? ''}
        value={place.subject ?? ''}
        onChange={(subject) => onNarrow({ subject })}
      />
      <TextInput label="From" type="date" {...field('from')} />
      <TextInput label="To" type="date" {...field('to')} />
      {Object.keys(place).length > 0 && (
        <Button variant="subtle" onClick={onClear}>
          Show all
        </Button>
      )}
    </Group>
  )
}

/** Taken with Enter, or when the field is left: half an id finds nothing. */
function SubjectField({ value, onChange }: { value: string; onChange: (subject: string) => void }) {
  const [text, setText] = useState(value)
  const take = () => {
    if (text.trim() !== value) onChange(text.trim())
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <TextInput
        label="About"
        placeholder="position, or an id"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={take}
      />
    </form>
  )
}
