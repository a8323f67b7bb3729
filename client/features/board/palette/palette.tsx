import '@mantine/spotlight/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight'
import { IconArrowRight, IconSearch, IconUser } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { boardLimits, boardStageSchema, type BoardFilter, type BoardRow } from '#contracts/api/board/board.ts'
import type { StaffRole } from '#contracts/route.ts'
import { callApi } from '../../../lib/api/call-api.ts'
import { paths } from '../../../lib/paths.ts'
import { placesOf } from '../../../lib/staff-places.ts'
import { useMe } from '../../../lib/use-me.ts'
import { boardKey } from '../api.ts'
import { stageLabels } from '../filter/stage-tabs.tsx'
import { writePlace } from '../filter/use-board-filter.ts'
import { invitationStates } from '../invitation-state.ts'

const mostCandidates = 8

/** Every page, every stage and every candidate, by a few letters. Enter takes the first where the arrows chose none. */
export function Palette() {
  const [query, setQuery] = useState('')
  const [[store, palette]] = useState(createSpotlight)
  const { selected } = useSpotlight(store)
  const { items, seesBoard } = useItems(query)
  useEffect(() => palette.open(), [palette])
  const goToFirst = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || selected !== -1) return
    items[0]?.onGo()
    palette.close()
  }
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder={seesBoard ? 'A page, a stage, or a candidate' : 'A page'}
        aria-label="What are you looking for?"
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        maxLength={boardLimits.searchLength}
        onKeyDown={goToFirst}
      />
      <ItemList items={items} />
    </Spotlight.Root>
  )
}

function ItemList({ items }: { items: readonly Item[] }) {
  return (
    <Spotlight.ActionsList>
      {items.map((item) => (
        <Spotlight.Action
          key={item.key}
          label={item.label}
          {...(item.description === undefined ? {} : { description: item.description })}
          leftSection={item.icon}
          onClick={item.onGo}
        />
      ))}
      {items.length === 0 && (
        <Spotlight.Empty>Nothing is called so. A candidate is found by name or address.</Spotlight.Empty>
      )}
    </Spotlight.ActionsList>
  )
}

interface Item {
  key: string
  label: string
  description?: string
  icon: ReactNode
  onGo: () => void
}

function useItems(query: string): { items: readonly Item[]; seesBoard: boolean } {
  const roles = useMe().data?.staff?.roles ?? []
  const seesBoard = roles.some((role) => role === 'admin' || role === 'recruiter')
  const navigate = useNavigate()
  const go = (to: string, filter: BoardFilter = {}) =>
    void navigate({ pathname: to, search: writePlace({ filter, page: 1 }).toString() })
  const candidates = useCandidates(query, seesBoard).map((row) => ({
    key: row.id,
    label: row.candidateName,
    description: `${row.candidateEmail} · ${row.positionTitle} · ${invitationStates[row.state].label}`,
    icon: <IconUser size={16} aria-hidden="true" />,
    onGo: () => go(paths.candidate(row.id)),
  }))
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const commands = commandsOf(roles, seesBoard)
    .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
    .map(({ label, to, filter }) => ({
      key: label,
      label,
      icon: <IconArrowRight size={16} aria-hidden="true" />,
      onGo: () => go(to, filter),
    }))
  return { items: [...candidates, ...commands], seesBoard }
}

function useCandidates(query: string, isAllowed: boolean): readonly BoardRow[] {
  const [q] = useDebouncedValue(query.trim(), 200)
  const isAsked = isAllowed && q.length >= 2
  const found = useQuery({
    queryKey: [...boardKey, 'palette', q],
    queryFn: ({ signal }) => callApi('listInvitations', { query: { q }, signal }),
    placeholderData: keepPreviousData,
    enabled: isAsked,
  })
  return isAsked ? (found.data?.invitations.slice(0, mostCandidates) ?? []) : []
}

interface Command {
  label: string
  to: string
  filter?: BoardFilter
}

function commandsOf(roles: readonly StaffRole[], seesBoard: boolean): Command[] {
  const pages = placesOf(roles).map(({ label, to }) => ({ label, to }))
  if (!seesBoard) return pages
  const stages = boardStageSchema.options.map((stage) => ({
    label: `Board: ${stageLabels[stage].toLowerCase()}`,
    to: paths.board(),
    filter: { stage },
  }))
  const attention = {
    label: 'Board: needs attention',
    to: paths.board(),
    filter: { attention: '1' as const },
  }
  return [...pages, attention, ...stages]
}
