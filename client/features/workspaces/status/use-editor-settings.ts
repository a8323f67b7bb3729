import { useLocalStorage } from '@mantine/hooks'
import { editorSettingsSchema, usualSettings, type EditorSettings } from '../../../editor/editor-settings.ts'

/** How this person likes their editor, remembered on this computer for every attempt. */
export function useEditorSettings() {
  return useLocalStorage<EditorSettings>({
    key: 'fairtime-editor',
    defaultValue: usualSettings,
    getInitialValueInEffect: false,
    deserialize: readSettings,
  })
}

function readSettings(stored: string | undefined): EditorSettings {
  try {
    return editorSettingsSchema.parse(JSON.parse(stored ?? ''))
  } catch {
    return usualSettings
  }
}
