import { useId } from 'react'

/** One of a few described choices, as cards that are radio buttons. */
export function ChoiceCards<V extends string | number>(props: {
  legend: string
  options: readonly { value: V; label: string; text: string }[]
  value: V | null
  readOnly: boolean
  onChange: (value: V) => void
}) {
  const name = useId()
  return (
    <fieldset className="choice" disabled={props.readOnly}>
      <legend>{props.legend}</legend>
      <div className="choice-cards">
        {props.options.map((option) => (
          <label
            key={option.value}
            className="choice-card"
            data-chosen={option.value === props.value || undefined}
          >
            <input
              type="radio"
              name={name}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <span className="choice-label tabular">{option.label}</span>
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
