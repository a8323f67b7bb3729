import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { boardFilterSchema, boardLimits, type BoardFilter } from '#contracts/api/board/board.ts'
import { usePositions } from '../../../lib/use-positions.ts'
import { ViewSelect } from '../views/view-select.tsx'
import { isNarrowed, type useBoardPlace } from './use-board-filter.ts'

type Place = ReturnType<typeof useBoardPlace>

const sorts = [
  { value: 'newest', label: 'Newest first' },
  { value: 'waiting', label: 'Longest in stage first' },
  { value: 'due', label: 'Next date first' },
]

export function FilterBar(props: { place: Place }) {
  const { filter, narrow, clear, place, go } = props.place
  return (
    <Group gap="sm" align="flex-end" className="filter-bar">
      <SearchField filter={filter} narrow={narrow} />
      <PositionSelect filter={filter} narrow={narrow} />
      <NativeSelect
        aria-label="Sorted by"
        data={sorts}
        value={filter.sort ?? 'newest'}
        onChange={(event) => {
          const sort = boardFilterSchema.shape.sort.parse(event.currentTarget.value)
          narrow({ sort: sort === 'newest' ? undefined : sort })
        }}
      />
      <ViewSelect place={place} onGo={go} />
      {isNarrowed(filter) && (
        <Button variant="subtle" color="gray" onClick={clear}>
          Show all
        </Button>
      )}
    </Group>
  )
}

interface Part {
  filter: BoardFilter
  narrow: Place['narrow']
}

/** Asks while one types; each word typed does not become a page to go back to. */
function SearchField({ filter, narrow }: Part) {
  const asked = filter.q ?? ''
  const [text, setText] = useState(asked)
  const [known, setKnown] = useState({ asked, sent: asked })
  // What the address says counts where it was changed elsewhere, as by "Show all", and not where it only follows the typing.
  if (asked !== known.asked) {
    setKnown({ asked, sent: asked })
    if (asked !== known.sent) setText(asked)
  }
  const search = useDebouncedCallback((q: string) => {
    setKnown((so) => ({ ...so, sent: q }))
    narrow({ q: q || undefined }, { replace: true })
  }, 250)
  const write = (next: string) => {
    setText(next)
    search(next.trim())
  }
  return (
    <TextInput
      type="search"
      aria-label="Search for a name or an address"
      placeholder="Name or address"
      maxLength={boardLimits.searchLength}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
      flex="1 1 220px"
    />
  )
}

function PositionSelect({ filter, narrow }: Part) {
  const positions = usePositions()
  const known = positions.data?.positions ?? []
  return (
    <NativeSelect
      aria-label="Position"
      data={[
        { value: '', label: 'Every position' },
        ...known.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      value={filter.positionId ?? ''}
      onChange={(event) => narrow({ positionId: event.currentTarget.value || undefined })}
      maw={260}
    />
  )
}
