import { IconHandStop, IconMinus, IconStar, IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import type { AttributeMark } from '#contracts/api/reviews.ts'
import type { RowOption } from '../../../ui/inputs/choice-row.tsx'

export const attributeMarks: readonly RowOption<AttributeMark>[] = [
  { value: 'stop', label: 'Stop', Icon: IconHandStop },
  { value: 'thumbs_down', label: 'Weak', Icon: IconThumbDown },
  { value: 'neutral', label: 'Not seen', Icon: IconMinus },
  { value: 'thumbs_up', label: 'Good', Icon: IconThumbUp },
  { value: 'star', label: 'Star', Icon: IconStar },
]
