import { searchFiles, type SearchQuery } from './search-files.ts'

self.addEventListener(
  'message',
  (event: MessageEvent<{ files: ReadonlyMap<string, string>; query: SearchQuery }>) => {
    self.postMessage(searchFiles(event.data.files, event.data.query))
  },
)
