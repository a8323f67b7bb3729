import { Button, Text } from '@mantine/core'

/** Two places that write into the same files can undo each other, so the candidate hears of it at once. */
export function OtherWriterBanner() {
  return (
    <div className="end-banner" role="alert">
      <div>
        <Text fw={600}>Something was saved elsewhere: in another tab, by a git push or by a zip.</Text>
        <Text size="sm">
          Reload to go on from there. What you type here meanwhile is kept, and you choose where both sides
          changed a file.
        </Text>
      </div>
      <Button size="xs" variant="default" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </div>
  )
}
