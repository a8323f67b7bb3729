import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useSearchParams } from 'react-router'
import { errorCatalogue, errorCodeSchema } from '#contracts/errors.ts'

/** Why a sign-in at the provider led nowhere; the server names the reason in the address that it sends the browser to. */
export function RefusedSignIn() {
  const [search] = useSearchParams()
  const code = errorCodeSchema.safeParse(search.get('refused'))
  if (!code.success) return null
  const { message, next } = errorCatalogue[code.data]
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={message}
      className="error-panel"
    >
      <Text size="sm">{next}</Text>
    </Alert>
  )
}
