import { NativeSelect, Text } from '@mantine/core'
import type { ImportRow, NameChoice as Choice } from '#contracts/api/invitations/invitation-imports.ts'

/** The name as it is written, and where another may be meant, which one the invitation bears. */
export function NameChoice(props: { row: ImportRow; disabled: boolean; onChoose: (choice: Choice) => void }) {
  const { names, nameChoice, email } = props.row
  const options: { value: Choice; label: string }[] = [
    { value: 'written', label: names.written || 'no name' },
  ]
  if (names.turned !== null) options.push({ value: 'turned', label: `Turned round: ${names.turned}` })
  if (names.known !== null && names.known !== names.written)
    options.push({ value: 'known', label: `As known: ${names.known}` })
  const chosen = names[nameChoice] ?? names.written
  if (options.length === 1 || props.disabled)
    return (
      <Text size="sm" fw={600} className="import-name">
        {chosen || 'no name'}
      </Text>
    )
  return (
    <NativeSelect
      size="xs"
      aria-label={`Name of ${email}`}
      value={nameChoice}
      data={options}
      onChange={(event) => {
        const option = options.find(({ value }) => value === event.currentTarget.value)
        if (option !== undefined) props.onChoose(option.value)
      }}
    />
  )
}
