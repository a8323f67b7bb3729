import { ActionIcon, Text, TextInput, Tooltip } from '@mantine/core'
import { IconLetterCase, IconRegex, IconQuote } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { CodePosition } from '../../../editor/editor-control.ts'
import type { FileModels } from '../../../editor/file-models.ts'
import type { SearchAnswer } from './search-apart.ts'
import type { FileMatches, SearchQuery } from './search-files.ts'
import { useSearch } from './use-search.ts'

interface SearchPaneProps {
  models: FileModels
  /** What was selected when the search was asked for, and how often it was. */
  asked: { text: string; times: number }
  onGoTo: (place: CodePosition & { path: string }) => void
}

const choices = [
  { key: 'isCaseSensitive', label: 'Match upper and lower case', Icon: IconLetterCase },
  { key: 'isWholeWord', label: 'Whole words only', Icon: IconQuote },
  { key: 'isPattern', label: 'Regular expression', Icon: IconRegex },
] as const

/** Search across all files of the workspace. */
export function SearchPane(props: SearchPaneProps) {
  const { models, asked, onGoTo } = props
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState<SearchQuery>({
    text: asked.text,
    isCaseSensitive: false,
    isWholeWord: false,
    isPattern: false,
  })
  const answer = useSearch(models, query)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [asked.times])
  return (
    <div className="search-pane">
      <TextInput
        ref={input}
        size="xs"
        aria-label="Search in all files"
        placeholder="Search in all files"
        spellCheck={false}
        value={query.text}
        onChange={(event) => setQuery({ ...query, text: event.currentTarget.value })}
      />
      <Choices query={query} onQuery={setQuery} />
      <Text size="xs" c="dimmed" role="status" className="search-summary">
        {summaryOf(answer)}
      </Text>
      {answer?.kind === 'found' &&
        answer.files.map((file) => <FoundFile key={file.path} file={file} onGoTo={onGoTo} />)}
    </div>
  )
}

function Choices({ query, onQuery }: { query: SearchQuery; onQuery: (query: SearchQuery) => void }) {
  return (
    <div className="search-choices" role="group" aria-label="How to search">
      {choices.map(({ key, label, Icon }) => (
        <Tooltip key={key} label={label}>
          <ActionIcon
            size="sm"
            variant={query[key] ? 'filled' : 'subtle'}
            color={query[key] ? 'teal' : 'gray'}
            aria-label={label}
            aria-pressed={query[key]}
            onClick={() => onQuery({ ...query, [key]: !query[key] })}
          >
            <Icon size={15} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  )
}

function FoundFile(props: { file: FileMatches; onGoTo: SearchPaneProps['onGoTo'] }) {
  const { path, matches } = props.file
  return (
    <section aria-label={path}>
      <Text size="xs" fw={600} className="search-file" title={path}>
        <span className="truncate">{path}</span> <span className="tabular">{matches.length}</span>
      </Text>
      <ul>
        {matches.map(({ line, column, before, found, after }) => (
          <li key={`${line}:${column}`}>
            <button type="button" onClick={() => props.onGoTo({ path, line, column })}>
              <span className="search-line">{line}</span>
              <span className="truncate">
                {before}
                <mark>{found}</mark>
                {after}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function summaryOf(answer: SearchAnswer | null): string {
  if (answer === null) return ''
  if (answer.kind === 'no_pattern') return `This is not a regular expression: ${answer.reason}`
  if (answer.kind === 'too_slow')
    return 'This expression takes too long. Make it simpler, for example with fewer * and + inside brackets.'
  const { count, files, isCut } = answer
  if (count === 0) return 'Found nowhere.'
  const places = count === 1 ? '1 place' : `${count} places`
  const where = files.length === 1 ? '1 file' : `${files.length} files`
  return isCut ? `The first ${places}; there may be more.` : `${places} in ${where}`
}
