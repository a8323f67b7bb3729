import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconHistory, IconKeyboard, IconPlayerPlay, IconSend, IconTools } from '@tabler/icons-react'
import type { ServerClock } from '../../../lib/clock/server-clock.ts'
import { ColourSchemeToggle } from '../../../ui/pages/colour-scheme-toggle.tsx'
import type { SaveEngine } from '../autosave/save-engine.ts'
import { Countdown } from './countdown.tsx'
import { SaveBadge } from './save-badge.tsx'

export function TopBar(props: {
  title: string
  engine: SaveEngine
  clock: ServerClock
  ended: boolean
  running: boolean
  /** Another window writes. */
  reading: boolean
  onRun: () => void
  onSubmit: () => void
  onTools: () => void
  onHistory: () => void
  onHelp: () => void
}) {
  return (
    <header className="workspace-bar">
      <Text component="h1" fw={600} size="sm" className="truncate" miw={80}>
        {props.title}
      </Text>
      <SaveBadge engine={props.engine} reading={props.reading} />
      <Group gap={6} wrap="nowrap" ml="auto">
        <Countdown clock={props.clock} />
        <Tooltip label="Run the tests (Ctrl+Enter)">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPlay size={15} />}
            loading={props.running}
            disabled={props.ended}
            onClick={props.onRun}
          >
            Run
          </Button>
        </Tooltip>
        <Button
          size="xs"
          leftSection={<IconSend size={15} />}
          disabled={props.ended || props.reading}
          onClick={props.onSubmit}
        >
          Submit
        </Button>
        <Tooltip label="History: everything that was saved">
          <ActionIcon size="lg" aria-label="History" onClick={props.onHistory}>
            <IconHistory size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Use your own tools: git, zip">
          <ActionIcon size="lg" aria-label="Use your own tools" onClick={props.onTools}>
            <IconTools size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon size="lg" aria-label="Keyboard shortcuts" onClick={props.onHelp}>
            <IconKeyboard size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <ColourSchemeToggle />
      </Group>
    </header>
  )
}
