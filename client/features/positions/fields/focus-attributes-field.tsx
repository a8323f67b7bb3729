import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core'
import { randomId } from '@mantine/hooks'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { positionLimits } from '#contracts/api/positions.ts'
import type { PositionFormValues } from '../position-form-values.ts'

type Attributes = PositionFormValues['focusAttributes']

/** What reviewers mark beside the rubric, one a line. */
export function FocusAttributesField(props: {
  attributes: Attributes
  errorAt: (index: number) => ReactNode
  onChange: (attributes: Attributes) => void
}) {
  const { attributes, onChange } = props
  const isFull = attributes.length >= positionLimits.attributes
  const rename = (key: string, title: string) =>
    onChange(attributes.map((each) => (each.key === key ? { ...each, title } : each)))
  return (
    <Input.Wrapper
      label="Focus attributes"
      description="What this position looks for, such as “Clear writing”. Reviewers mark each one, and tie their reasons to one of them."
    >
      <Stack gap="xs" mt="xs">
        {attributes.map((attribute, index) => (
          <AttributeLine
            key={attribute.key}
            number={index + 1}
            title={attribute.title}
            error={props.errorAt(index)}
            onRename={(title) => rename(attribute.key, title)}
            onRemove={() => onChange(attributes.filter(({ key }) => key !== attribute.key))}
          />
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={isFull}
          onClick={() => onChange([...attributes, { key: randomId(), title: '' }])}
        >
          {isFull ? `At most ${positionLimits.attributes}` : 'Add one'}
        </Button>
      </Stack>
    </Input.Wrapper>
  )
}

function AttributeLine(props: {
  number: number
  title: string
  error: ReactNode
  onRename: (title: string) => void
  onRemove: () => void
}) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <TextInput
        flex={1}
        aria-label={`Focus attribute ${props.number}`}
        value={props.title}
        error={props.error}
        onChange={(event) => props.onRename(event.currentTarget.value)}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Remove focus attribute ${props.number}`}
        onClick={props.onRemove}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  )
}
