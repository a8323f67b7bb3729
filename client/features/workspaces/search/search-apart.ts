import type { SearchOutcome, SearchQuery } from './search-files.ts'
import SearchWorker from './search.worker.ts?worker'

const mostMs = 2_000

export type SearchAnswer = SearchOutcome | { kind: 'too_slow' }

/** Searches beside the page: a pattern that takes for ever is ended with its worker and holds nothing else up. */
export function searchApart(
  files: ReadonlyMap<string, string>,
  query: SearchQuery,
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const worker = new SearchWorker()
  return new Promise<SearchAnswer>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<SearchOutcome>) => resolve(event.data))
    worker.addEventListener('error', () => reject(new Error('The search could not be started.')))
    const timer = setTimeout(() => resolve({ kind: 'too_slow' }), mostMs)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new Error('A newer search took its place.'))
    })
    worker.postMessage({ files, query })
  }).finally(() => worker.terminate())
}
