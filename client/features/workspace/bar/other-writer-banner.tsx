import { Button, Text } from '@mantine/core'

/** Two places that write into the same files can undo each other, so the candidate hears of it at once. */
export function OtherWriterBanner() {
  return (
    <div className="end-banner" role="alert">
      <div>
        <Text fw={600}>This exercise is also open elsewhere, and something was saved there.</Text>
        <Text size="sm">Go on in one place only. Reload to see here what was saved there.</Text>
      </div>
      <Button size="xs" variant="default" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </div>
  )
}
