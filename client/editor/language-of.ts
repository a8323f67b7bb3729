import { languageIds, languages, type Language } from '#contracts/languages.ts'

/** What stands beside the code of an exercise in any language. */
const others: Readonly<Record<string, { editorId: string; name: string }>> = {
  js: { editorId: 'javascript', name: 'JavaScript' },
  mjs: { editorId: 'javascript', name: 'JavaScript' },
  json: { editorId: 'json', name: 'JSON' },
  md: { editorId: 'markdown', name: 'Markdown' },
  yml: { editorId: 'yaml', name: 'YAML' },
  yaml: { editorId: 'yaml', name: 'YAML' },
}

const plainText = { editorId: 'plaintext', name: 'Text' }
const defaultIndent = { tabs: false, width: 2 }

const endingOf = (path: string) => path.slice(path.lastIndexOf('.') + 1).toLowerCase()

function exerciseLanguageOf(path: string): Language | undefined {
  return languageIds.find((id) => languages[id].fileEndings.includes(endingOf(path)))
}

/** How the editor treats a file, by the ending of its name. */
export function languageOf(path: string) {
  const language = exerciseLanguageOf(path)
  if (language !== undefined) return languages[language]
  return { ...(others[endingOf(path)] ?? plainText), indent: defaultIndent }
}
