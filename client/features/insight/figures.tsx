import { Text } from '@mantine/core'
import type { Quartiles } from '#contracts/api/board/insight.ts'

const width = 160
const height = 14

/** The share beside its figure, which the table says in words; so the drawing is for the eye alone. */
export function ShareBar({ share }: { share: number | null }) {
  if (share === null) return null
  return (
    <svg
      className="insight-plot"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <rect className="insight-ground" x={0} y={3} width={width} height={8} rx={4} />
      <rect
        className="insight-bar"
        x={0}
        y={3}
        width={Math.max(share > 0 ? 2 : 0, share * width)}
        height={8}
        rx={4}
      />
    </svg>
  )
}

/** The middle half of people as a bar, the median as a line. */
export function QuartilePlot({ quartiles, most }: { quartiles: Quartiles; most: number }) {
  if (quartiles === null || most <= 0) return null
  const x = (value: number) => (Math.min(value, most) / most) * width
  return (
    <svg
      className="insight-plot"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <rect className="insight-ground" x={0} y={6} width={width} height={2} />
      <rect
        className="insight-bar"
        x={x(quartiles.p25)}
        y={3}
        width={Math.max(2, x(quartiles.p75) - x(quartiles.p25))}
        height={8}
        rx={2}
      />
      <rect
        className="insight-median"
        x={Math.max(0, x(quartiles.p50) - 1)}
        y={0}
        width={2}
        height={height}
      />
    </svg>
  )
}

export const percent = (share: number | null): string =>
  share === null ? '' : `${Math.round(share * 100)} %`

/** Said in place of a figure that few people stand behind. */
export function TooFew({ people }: { people: number }) {
  return (
    <Text size="sm" c="dimmed" component="span">
      {people === 0 ? 'nobody yet' : 'too few to read'}
    </Text>
  )
}
