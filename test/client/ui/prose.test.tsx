import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Prose } from '../../../client/ui/markdown.tsx'

const html = (text: string) =>
  renderToStaticMarkup(<Prose text={text} />).replace(/^<div class="prose">(.*)<\/div>$/s, '$1')

test('what exercise authors write becomes the elements that are meant', () => {
  expect(html('# Title\n\n## Part\n\nA *b* **c** `d`  \ne')).toBe(
    '<h2>Part</h2><p>A <em>b</em> <strong>c</strong> <code>d</code><br/>e</p>',
  )
  expect(html('- one\n- two\n  - three')).toBe('<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>')
  expect(html('3. one\n\n4. two')).toBe('<ol start="3"><li><p>one</p></li><li><p>two</p></li></ol>')
  expect(html('```json\n{ "a": "<b>" }\n```')).toBe(
    '<pre tabindex="0"><code>{ &quot;a&quot;: &quot;&lt;b&gt;&quot; }</code></pre>',
  )
  expect(html('| a | b |\n| - | -: |\n| `c` | d |')).toBe(
    '<table><thead><tr><th style="text-align:left">a</th><th style="text-align:right">b</th></tr></thead>' +
      '<tbody><tr><td style="text-align:left"><code>c</code></td><td style="text-align:right">d</td></tr></tbody></table>',
  )
  expect(html('> quoted\n\n---')).toBe('<blockquote><p>quoted</p></blockquote><hr/>')
})

test('links lead out to pages and mailboxes, and nowhere else', () => {
  const out = '<a href="https://go.dev/x" target="_blank" rel="noreferrer">there</a>'
  expect(html('[there](https://go.dev/x)')).toBe(`<p>${out}</p>`)
  expect(html('<https://go.dev/x>')).toContain('href="https://go.dev/x"')
  expect(html('[there][1]\n\n[1]: https://go.dev/x')).toBe(`<p>${out}</p>`)
  for (const url of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '/api/me',
    'vbscript:x',
  ])
    expect(html(`[there](${url})`)).toBe('<p>there</p>')
})

test('raw HTML and pictures stay text', () => {
  expect(html('<script>alert(1)</script>')).toBe('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html('a <img src=x onerror=alert(1)> b')).toBe('<p>a &lt;img src=x onerror=alert(1)&gt; b</p>')
  expect(html('![a picture](https://elsewhere.example/x.png)')).toBe('<p>a picture</p>')
})
