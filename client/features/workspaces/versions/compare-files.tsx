import { NativeSelect, Stack, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { DiffViewer } from '../../../editor/diff-viewer.tsx'
import { useComparedModels } from './use-compared-models.ts'

export interface ComparedFile {
  path: string
  /** Null where the file is not there. */
  other: string | null
  current: string | null
}

/** Another version of files beside the present one, one file at a time. */
export function CompareFiles(props: {
  files: readonly ComparedFile[]
  otherTitle: string
  actions: (file: ComparedFile) => ReactNode
}) {
  const { files, otherTitle } = props
  const [chosen, choose] = useState<string | null>(null)
  const file = files.find(({ path }) => path === chosen) ?? files[0]
  if (file === undefined) return <Text size="sm">Every file is the same as now.</Text>
  return (
    <Stack gap="xs" className="compare">
      <NativeSelect
        size="xs"
        label="File"
        value={file.path}
        onChange={(event) => choose(event.currentTarget.value)}
        data={files.map(({ path }) => path)}
      />
      <div className="compare-titles">
        <Text size="xs" fw={600}>
          {otherTitle}
          {file.other === null && ': not there'}
        </Text>
        <Text size="xs" fw={600}>
          As it is now{file.current === null && ': not there'}
        </Text>
      </div>
      <Pair key={`${file.path}\n${file.other}\n${file.current}`} file={file} otherTitle={otherTitle} />
      {props.actions(file)}
    </Stack>
  )
}

function Pair(props: { file: ComparedFile; otherTitle: string }) {
  const { path, other, current } = props.file
  const models = useComparedModels({ path, before: other ?? '', after: current ?? '' })
  return (
    <div className="compare-host">
      {models !== null && (
        <DiffViewer
          before={models.before}
          after={models.after}
          inline={false}
          label={`${path}: ${props.otherTitle} and as it is now`}
        />
      )}
    </div>
  )
}
