import { useEffect, useState } from 'react'

/** The secret after the `#`, taken out of the address bar and the history as soon as the page has it. */
export function useFragmentSecret(): string {
  const [secret] = useState(() => decodeURIComponent(window.location.hash.slice(1)))
  useEffect(() => {
    if (window.location.hash !== '') {
      window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
    }
    // Another link pasted into this tab differs in its fragment only, for which the browser loads nothing anew.
    const startAnew = () => window.location.reload()
    window.addEventListener('hashchange', startAnew)
    return () => window.removeEventListener('hashchange', startAnew)
  }, [])
  return secret
}
