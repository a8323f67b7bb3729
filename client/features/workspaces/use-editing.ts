import { useEffect, useState } from 'react'
import { EditorControl, type CodePosition } from '../../editor/editor-control.ts'
import type { EditorSettings } from '../../editor/editor-settings.ts'
import { RunMarks } from '../../editor/run-marks.ts'
import { openCursorMemory } from './files/cursor-memory.ts'
import type { OpenFiles } from './files/use-open-files.ts'
import type { WorkspaceSession } from '../../sync/session/workspace-session.ts'
import { useEditorSettings } from './status/use-editor-settings.ts'
import { useEditorTools } from './use-editor-tools.ts'

export type PaneName = 'files' | 'editor' | 'side'
/** Without a line: wherever one was in that file. */
export type PlaceToGo = Partial<CodePosition> & { path: string }

/** The editor and what stands around it: where one is, what is open beside it, and how to get to a place in the code. */
export interface Editing {
  control: EditorControl
  marks: RunMarks
  settings: EditorSettings
  onSettings: (settings: EditorSettings) => void
  notice: string
  goTo: (place: PlaceToGo) => void
  /** What was selected when a search was asked for, and how often it was; null while the files are listed. */
  search: { text: string; times: number } | null
  askSearch: () => void
  closeSearch: () => void
  isChoosingFile: boolean
  chooseFile: (isChoosing: boolean) => void
  areProblemsShown: boolean
  toggleProblems: () => void
  /** The one pane that is shown where there is no room for three. */
  pane: PaneName
  showPane: (pane: PaneName) => void
}

export function useEditing(attemptId: string, session: WorkspaceSession, files: OpenFiles): Editing {
  const { models } = session
  const [control] = useState(() => new EditorControl(openCursorMemory(attemptId, localStorage)))
  const [marks] = useState(() => new RunMarks(models))
  const [settings, onSettings] = useEditorSettings()
  const [isChoosingFile, chooseFile] = useState(false)
  const [areProblemsShown, showProblems] = useState(false)
  const [pane, showPane] = useState<PaneName>('editor')

  const goTo = (place: PlaceToGo) => {
    const model = models.get(place.path)
    if (model === undefined) return
    files.show(place.path)
    showPane('editor')
    control.goTo(model, place.line === undefined ? null : { line: place.line, column: place.column ?? 1 })
  }
  const notice = useEditorTools(models, goTo)
  const search = useSearchRequests(control, () => showPane('files'))
  useEffect(() => () => marks.clear(), [marks])
  useRememberedCursors(control)
  return {
    control,
    marks,
    settings,
    onSettings,
    notice,
    goTo,
    ...search,
    isChoosingFile,
    chooseFile,
    areProblemsShown,
    toggleProblems: () => showProblems(!areProblemsShown),
    pane,
    showPane,
  }
}

/** Where the cursor was in each file is kept when the page goes, or is put aside. */
function useRememberedCursors(control: EditorControl): void {
  useEffect(() => {
    const { remember } = control
    window.addEventListener('pagehide', remember)
    document.addEventListener('visibilitychange', remember)
    return () => {
      window.removeEventListener('pagehide', remember)
      document.removeEventListener('visibilitychange', remember)
    }
  }, [control])
}

function useSearchRequests(
  control: EditorControl,
  onAsk: () => void,
): Pick<Editing, 'search' | 'askSearch' | 'closeSearch'> {
  const [search, setSearch] = useState<Editing['search']>(null)
  const [searches, setSearches] = useState(0)
  const askSearch = () => {
    const selected = control.selectedText()
    setSearches(searches + 1)
    // A selection of several lines is no text to look for.
    const text = selected.includes('\n') ? '' : selected
    setSearch({ text: text === '' ? (search?.text ?? '') : text, times: searches + 1 })
    onAsk()
  }
  return { search, askSearch, closeSearch: () => setSearch(null) }
}
