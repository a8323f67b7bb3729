import { SegmentedControl } from '@mantine/core'
import { FilesPane } from './files/files-pane.tsx'
import type { OpenFiles } from './files/use-open-files.ts'
import { SearchPane } from './search/search-pane.tsx'
import type { WorkspaceSession } from '../../sync/session/workspace-session.ts'
import type { Editing } from './use-editing.ts'

/** The files, or where something stands in them. */
export function LeftPane(props: {
  session: WorkspaceSession
  files: OpenFiles
  editing: Editing
  readOnly: boolean
}) {
  const { session, editing } = props
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        className="left-choice"
        aria-label="What the left side shows"
        value={editing.search === null ? 'files' : 'search'}
        onChange={(value) => (value === 'search' ? editing.askSearch() : editing.closeSearch())}
        data={[
          { value: 'files', label: 'Files' },
          { value: 'search', label: 'Search' },
        ]}
      />
      {editing.search === null ? (
        <FilesPane session={session} files={props.files} readOnly={props.readOnly} />
      ) : (
        <SearchPane
          key={editing.search.text}
          models={session.models}
          asked={editing.search}
          onGoTo={editing.goTo}
        />
      )}
    </>
  )
}
