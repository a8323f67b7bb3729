import { useId, type ComponentType } from 'react'

export interface RowOption<V> {
  value: V
  label: string
  Icon?: ComponentType<{ size?: number; stroke?: number }>
}

/** One of a few short choices in a row of radio buttons. */
export function ChoiceRow<V extends string>(props: {
  legend: string
  options: readonly RowOption<V>[]
  value: V | null
  readOnly: boolean
  heading?: boolean
  onChange: (value: V) => void
}) {
  const name = useId()
  return (
    <fieldset className="choice" disabled={props.readOnly} data-heading={props.heading}>
      <legend>{props.legend}</legend>
      <div className="choice-row">
        {props.options.map(({ value, label, Icon }) => (
          <label key={value} className="choice-pill" data-chosen={value === props.value || undefined}>
            <input
              type="radio"
              name={name}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
            {Icon !== undefined && <Icon size={15} stroke={1.7} />}
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
