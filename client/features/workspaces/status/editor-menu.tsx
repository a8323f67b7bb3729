import { ActionIcon, Button, Group, Popover, Stack, Switch, Text } from '@mantine/core'
import { IconAdjustments, IconMinus, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { fontSizes, type EditorSettings } from '../../../editor/editor-settings.ts'

interface EditorMenuProps {
  settings: EditorSettings
  onSettings: (settings: EditorSettings) => void
  onCommand: (command: string) => void
  readOnly: boolean
}

/** Font size and keys of the editor, and its commands for those who would rather click. */
export function EditorMenu(props: EditorMenuProps) {
  const [isOpen, setOpen] = useState(false)
  const run = (command: string) => {
    setOpen(false)
    props.onCommand(command)
  }
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="top-end"
      shadow="md"
      width={270}
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <button type="button" className="status-item" onClick={() => setOpen(!isOpen)}>
          <IconAdjustments size={14} stroke={1.7} aria-hidden="true" /> Editor
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Editor settings">
        <Choices {...props} onCommand={run} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Choices({ settings, onSettings, onCommand, readOnly }: EditorMenuProps) {
  return (
    <Stack gap="sm">
      <FontSize settings={settings} onSettings={onSettings} />
      <Switch
        size="sm"
        label="Vim keys"
        description=":w saves, as every pause does"
        checked={settings.vimKeys}
        onChange={(event) => onSettings({ ...settings, vimKeys: event.currentTarget.checked })}
      />
      <Group gap="xs" grow>
        <Button
          size="compact-sm"
          variant="default"
          disabled={readOnly}
          onClick={() => onCommand('editor.action.formatDocument')}
        >
          Format
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onCommand('editor.action.quickCommand')}>
          All commands
        </Button>
      </Group>
    </Stack>
  )
}

function FontSize(props: { settings: EditorSettings; onSettings: (settings: EditorSettings) => void }) {
  const { settings, onSettings } = props
  const { fontSizePx } = settings
  const change = (byPx: number) => onSettings({ ...settings, fontSizePx: fontSizePx + byPx })
  return (
    <Group justify="space-between" wrap="nowrap" role="group" aria-label="Font size">
      <Text size="sm">Font size</Text>
      <Group gap={6} wrap="nowrap">
        <ActionIcon
          size="sm"
          variant="default"
          aria-label="Smaller"
          disabled={fontSizePx <= fontSizes.leastPx}
          onClick={() => change(-1)}
        >
          <IconMinus size={13} />
        </ActionIcon>
        <Text size="sm" className="tabular" role="status">
          {fontSizePx}
        </Text>
        <ActionIcon
          size="sm"
          variant="default"
          aria-label="Larger"
          disabled={fontSizePx >= fontSizes.mostPx}
          onClick={() => change(1)}
        >
          <IconPlus size={13} />
        </ActionIcon>
      </Group>
    </Group>
  )
}
