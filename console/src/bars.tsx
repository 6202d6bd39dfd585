export interface Bar {
  readonly label: string
  /** Null: fewer than five. */
  readonly value: number | null
}

/** Numbers as lying bars with their words: readable without colours, also by a screen reader, since it is a table. */
export function Bars({ caption, bars }: { caption: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0))
  return (
    <table className="bars">
      <caption>{caption}</caption>
      <tbody>
        {bars.map(({ label, value }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              <span className="bar-fill" style={{ width: `${(100 * (value ?? 0)) / most}%` }} />
            </td>
            <td className="number">{value === null ? '<5' : `${value}+`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const WIDTH = 720
const HEIGHT = 120

/** A month of days as standing bars; the numbers stand in the table of weeks below. */
export function DayChart({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0))
  const step = WIDTH / Math.max(1, bars.length)
  return (
    <svg className="days" viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`} role="img" aria-label={title}>
      {bars.map(({ label, value }, i) => {
        const height = value === null ? 2 : Math.max(3, (HEIGHT * value) / most)
        return (
          <g key={label}>
            <rect x={i * step + 2} y={HEIGHT - height} width={step - 4} height={height} className={value === null ? 'few' : 'some'}>
              <title>{`${label}: ${value === null ? '<5' : `${value}+`}`}</title>
            </rect>
            {(i === 0 || (i + 1) % 5 === 0) && (
              <text x={i * step + step / 2} y={HEIGHT + 14} textAnchor="middle">
                {label.slice(-2).replace(/^0/, '')}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
