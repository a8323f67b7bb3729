import { ActionIcon, Badge, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconHistory, IconKeyboard, IconPlayerPlay, IconSend, IconTools } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { ServerClock } from '../../../lib/clock/server-clock.ts'
import { paths } from '../../../lib/paths.ts'
import { ColourSchemeToggle } from '../../../ui/pages/colour-scheme-toggle.tsx'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { Countdown } from './countdown.tsx'
import { SaveBadge } from './save-badge.tsx'

interface TopBarProps {
  title: string
  /** In a practice, the invitation that it belongs to: no clock runs, and nothing is submitted. */
  practiceOf: string | null
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
}

export function TopBar(props: TopBarProps) {
  return (
    <header className="workspace-bar">
      <Text component="h1" fw={600} size="sm" className="truncate" miw={80}>
        {props.title}
      </Text>
      <SaveBadge engine={props.engine} reading={props.reading} />
      <Group gap={6} wrap="nowrap" ml="auto">
        {props.practiceOf === null ? (
          <Countdown clock={props.clock} />
        ) : (
          <Badge color="gray">Practice, no clock</Badge>
        )}
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
        <EndButton {...props} />
        <Helpers {...props} />
        <ColourSchemeToggle />
      </Group>
    </header>
  )
}

function EndButton({ practiceOf, ended, reading, onSubmit }: TopBarProps) {
  if (practiceOf !== null)
    return (
      <Button size="xs" component={Link} to={paths.invitation(practiceOf)}>
        Back to my invitation
      </Button>
    )
  return (
    <Button size="xs" leftSection={<IconSend size={15} />} disabled={ended || reading} onClick={onSubmit}>
      Submit
    </Button>
  )
}

function Helpers({ onHistory, onTools, onHelp }: TopBarProps) {
  return (
    <>
      <Tooltip label="History: everything that was saved">
        <ActionIcon size="lg" aria-label="History" onClick={onHistory}>
          <IconHistory size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Use your own tools: git, zip">
        <ActionIcon size="lg" aria-label="Use your own tools" onClick={onTools}>
          <IconTools size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Keyboard shortcuts (?)">
        <ActionIcon size="lg" aria-label="Keyboard shortcuts" onClick={onHelp}>
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
