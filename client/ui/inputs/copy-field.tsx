import { Button, CopyButton, Group, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'

/** A secret that is shown once, with a button to copy it. */
export function CopyField(props: { label: string; value: string; description?: string }) {
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        flex={1}
        label={props.label}
        description={props.description}
        value={props.value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        classNames={{ input: 'tabular' }}
        size="sm"
      />
      <CopyButton value={props.value} timeout={3_000}>
        {({ copied, copy }) => (
          <Button
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            aria-live="polite"
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  )
}
