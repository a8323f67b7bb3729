import '@mantine/spotlight/styles.css'
import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { openSpotlight, Spotlight } from '@mantine/spotlight'
import { IconArrowRight, IconSearch, IconUser } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { boardLimits, boardStageSchema, type BoardFilter, type BoardRow } from '#contracts/api/board.ts'
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

/** Every page, every stage and every candidate, by a few letters. */
export function Palette() {
  const [query, setQuery] = useState('')
  const roles = useMe().data?.staff?.roles ?? []
  const seesBoard = roles.some((role) => role === 'admin' || role === 'recruiter')
  useEffect(openSpotlight, [])
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder={seesBoard ? 'A page, a stage, or a candidate' : 'A page'}
        aria-label="What are you looking for?"
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        maxLength={boardLimits.searchLength}
      />
      <Found query={query} commands={commandsOf(roles, seesBoard)} seesBoard={seesBoard} />
    </Spotlight.Root>
  )
}

function Found(props: { query: string; commands: readonly Command[]; seesBoard: boolean }) {
  const { query, commands, seesBoard } = props
  const go = useGo()
  const candidates = useCandidates(query, seesBoard)
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const matching = commands.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
  return (
    <Spotlight.ActionsList>
      {candidates.map((row) => (
        <CandidateAction key={row.id} row={row} onGo={() => go(paths.candidate(row.id))} />
      ))}
      {matching.map(({ label, to, filter }) => (
        <Spotlight.Action
          key={label}
          label={label}
          leftSection={<IconArrowRight size={16} aria-hidden="true" />}
          onClick={() => go(to, filter)}
        />
      ))}
      {matching.length === 0 && candidates.length === 0 && (
        <Spotlight.Empty>Nothing is called so. A candidate is found by name or address.</Spotlight.Empty>
      )}
    </Spotlight.ActionsList>
  )
}

function CandidateAction(props: { row: BoardRow; onGo: () => void }) {
  const { row } = props
  return (
    <Spotlight.Action leftSection={<IconUser size={16} aria-hidden="true" />} onClick={props.onGo}>
      <div>
        <Text size="sm" fw={550}>
          {row.candidateName}
        </Text>
        <Text size="xs" c="dimmed">
          {row.candidateEmail} · {row.positionTitle} · {invitationStates[row.state].label}
        </Text>
      </div>
    </Spotlight.Action>
  )
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

function useGo() {
  const navigate = useNavigate()
  return (to: string, filter: BoardFilter = {}) =>
    void navigate({ pathname: to, search: writePlace({ filter, page: 1 }).toString() })
}
