import { useEffect, useEffectEvent, useState } from 'react'
import type { FileModels } from '../../editor/file-models.ts'
import { registerGoFormatter } from '../../editor/go/go-formatter.ts'
import { followOpenings } from '../../editor/follow-openings.ts'

const noticeMs = 8_000

/** What the editor's own commands reach for: other files of the workspace, and gofmt. Answers with what it has to say. */
export function useEditorTools(
  models: FileModels,
  goTo: (place: { path: string; line: number; column: number }) => void,
): string {
  const [notice, setNotice] = useState('')
  const open = useEffectEvent(goTo)
  useEffect(() => followOpenings(models, (place) => open(place)), [models])
  useEffect(() => registerGoFormatter(setNotice), [])
  useEffect(() => {
    if (notice === '') return
    const timer = setTimeout(() => setNotice(''), noticeMs)
    return () => clearTimeout(timer)
  }, [notice])
  return notice
}
