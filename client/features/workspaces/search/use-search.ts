import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { FileModels } from '../../../editor/file-models.ts'
import { searchApart, type SearchAnswer } from './search-apart.ts'
import type { SearchQuery } from './search-files.ts'

const settleMs = 200

/** The answer to a query, a moment after it was typed; null while there is nothing to look for. */
export function useSearch(models: FileModels, query: SearchQuery): SearchAnswer | null {
  const [asked] = useDebouncedValue(JSON.stringify(query), settleMs)
  const [answered, setAnswered] = useState<{ asked: string; answer: SearchAnswer } | null>(null)
  useEffect(() => {
    const wanted: SearchQuery = JSON.parse(asked)
    if (wanted.text === '') return
    const abort = new AbortController()
    searchApart(models.contents(), wanted, abort.signal).then(
      (answer) => setAnswered({ asked, answer }),
      () => undefined,
    )
    return () => abort.abort()
  }, [asked, models])
  return query.text === '' || answered === null ? null : answered.answer
}
