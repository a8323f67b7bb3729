import { ActionIcon, useMantineColorScheme } from '@mantine/core'
import { IconContrast, IconMoon, IconSun } from '@tabler/icons-react'

const order = {
  auto: { next: 'light', label: 'Colours follow your system', Icon: IconContrast },
  light: { next: 'dark', label: 'Light colours', Icon: IconSun },
  dark: { next: 'auto', label: 'Dark colours', Icon: IconMoon },
} as const

export function ColourSchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { next, label, Icon } = order[colorScheme]
  return (
    <ActionIcon
      size="lg"
      title={`${label}. Click to change.`}
      aria-label={`${label}; change`}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={18} stroke={1.6} />
    </ActionIcon>
  )
}
