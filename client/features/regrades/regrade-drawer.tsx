import { Drawer } from '@mantine/core'
import { useNavigate } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { RegradeForm } from './regrade-form.tsx'
import { useStartRegrade } from './api.ts'

export function RegradeDrawer(props: { onClose: () => void }) {
  const start = useStartRegrade()
  const navigate = useNavigate()
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size={460}
      title="Grade a version again"
      transitionProps={{ duration: 150 }}
    >
      <RegradeForm
        busy={start.isPending}
        error={start.error}
        onSubmit={(regrade) =>
          start.mutate(regrade, { onSuccess: ({ regradeId }) => void navigate(paths.regrade(regradeId)) })
        }
      />
    </Drawer>
  )
}
