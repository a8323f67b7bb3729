import { useEffect } from 'react'
import { languages, type Language } from '#contracts/languages.ts'
import type { FileModels } from '../../editor/file-models.ts'

/** Node's declarations are large, so only TypeScript exercises fetch them, and after the editor is there. */
export function useTypescriptProject(language: Language, models: FileModels): void {
  useEffect(() => {
    if (languages[language].editorService !== 'typescript') return
    let hasEnded = false
    let end = () => {}
    import('../../editor/typescript/follow-project.ts').then(
      ({ followProject }) => {
        if (!hasEnded) end = followProject(models)
      },
      () => undefined,
    )
    return () => {
      hasEnded = true
      end()
    }
  }, [language, models])
}
