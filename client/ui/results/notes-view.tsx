import { Stack, Text } from '@mantine/core'
import type { Notes } from '#contracts/api/submissions.ts'

const titles: readonly { key: keyof Notes; title: string }[] = [
  { key: 'tradeOffs', title: 'Decisions and what was left out' },
  { key: 'nextSteps', title: 'Next steps' },
  { key: 'aiUse', title: 'Help by tools such as AI assistants' },
]

/** What a candidate wrote beside the code, as plain text. */
export function NotesView(props: { notes: Notes }) {
  const written = titles.filter(({ key }) => props.notes[key].trim() !== '')
  if (written.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No notes were written. They are optional.
      </Text>
    )
  }
  return (
    <Stack gap="md">
      {written.map(({ key, title }) => (
        <div key={key}>
          <Text size="sm" fw={600} mb={4}>
            {title}
          </Text>
          <Text size="sm" className="plain-text">
            {props.notes[key]}
          </Text>
        </div>
      ))}
    </Stack>
  )
}
