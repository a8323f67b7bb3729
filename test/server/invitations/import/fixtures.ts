/** Lists as they come out of mail programs, spreadsheets and other systems, byte for byte. */
const utf8 = (text: string) => Buffer.from(text, 'utf8')
const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const swapped = (text: string) => utf16(text).swap16()

const many = Array.from({ length: 10_000 }, (_, at) => `Person ${at},person-${at}@list.example`)

export const fixtures = {
  'plain.csv': utf8('name,email\nJane Doe,jane@list.example\nRick Roe,rick@list.example\n'),
  'utf8-bom.csv': utf8('\uFEFFemail,name\r\njane@list.example,Jürgen Groß\r\n'),
  'utf8-bom-first-cell.csv': utf8('\uFEFFjane@list.example,Jane Doe\r\nrick@list.example,Rick Roe\r\n'),
  'utf16le-bom.csv': Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    utf16('Name\tE-Mail\r\nZoë Ångström\tzoe@list.example\r\n'),
  ]),
  'utf16le-bare.csv': utf16('Name;Email\r\nZoë Ångström;zoe@list.example\r\n'),
  'utf16be-bom.csv': Buffer.concat([
    Buffer.from([0xfe, 0xff]),
    swapped('Name,Email\nZoë Ångström,zoe@list.example\n'),
  ]),
  'windows-1252.csv': latin(
    'Name;E-Mail\r\nJ\u00fcrgen Gro\u00df;jg@list.example\r\nRen\u00e9e N\u00fa\u00f1ez;rn@list.example\r\n',
  ),
  'lone-cr.csv': utf8('name,email\rJane Doe,jane@list.example\rRick Roe,rick@list.example\r'),
  'sep-line.csv': utf8('sep=;\r\nname;email\r\nDoe, Jane;jane@list.example\r\n'),
  'surname-first.csv': utf8('name,email\n"Doe, Jane",jane@list.example\nDoe, Rick,rick@list.example\n'),
  'quoted-newline.csv': utf8('name,email\n"Jane\nDoe",jane@list.example\nRick Roe,rick@list.example\n'),
  'bare-quotes.csv': utf8(
    'name,email\nJane "JJ" Doe,jane@list.example\n"Rick ""RR"" Roe",rick@list.example\n',
  ),
  'unbalanced-quote.csv': utf8(
    'name,email\nJane Doe,jane@list.example\n"Rick Roe,rick@list.example\nBob,bob@list.example\n',
  ),
  'german-header.csv': utf8('Nachname;Abteilung;Vorname;E-Mail-Adresse\nDoe;IT;Jane;jane@list.example\n'),
  'spanish-header.csv': utf8(
    'Correo electrónico,Apellidos,Nombre\njane@list.example,García López,Ana María\n',
  ),
  'japanese-header.csv': utf8('メールアドレス,氏名\ntaro@list.example,山田 太郎\n'),
  'no-header.txt': utf8('jane@list.example\tJane Doe\t\t\nrick@list.example\tRick Roe\t\t\n'),
  'one-cell-list.csv': utf8(
    'Evan Brown<evan@list.example>, Nancy Hill <nancy@list.example>,"Doe, Jane" <jane@list.example>',
  ),
  'ten-thousand.csv': utf8(`name,email\n${many.join('\n')}\n`),
  'formulas.csv': utf8(
    'name,email\n"=HYPERLINK(""http://evil.example"",""x"")",a@list.example\n+1 Smith,b@list.example\n@SUM(A1),c@list.example\n',
  ),
  'case-twins.csv': utf8('name,email\nJane Doe,Jane@List.example\nJane Doe,jane@list.example\n'),
  'plus-tag.csv': utf8('name,email\nJane Doe,jane@list.example\nJane Doe,jane+jobs@list.example\n'),
  'googlemail.csv': utf8('name,email\nJane Doe,jane.doe@gmail.com\nJane Doe,janedoe@googlemail.com\n'),
  'idn.csv': utf8(
    'name,email\nJörg Müller,jörg@münchen.example\nJörg Müller,jörg@xn--mnchen-3ya.example\nשרה כהן,sara@דוגמה.example\n',
  ),
  'extra-column.csv': utf8(
    'name|email\nJane Doe|jane@list.example|Berlin\nRick Roe|rick@list.example\nNobody\n',
  ),
  'long-name.csv': utf8(`name,email\n${'x'.repeat(10_000)},long@list.example\nRick Roe,rick@list.example\n`),
  'start-times.csv': utf8(
    'name,email,start,zone,extra time\n' +
      'A A,a@list.example,2026-12-03 09:30,Europe/Berlin,25 %\n' +
      'B B,b@list.example,2026-12-03T09:30+02:00,Asia/Tokyo,30 min\n' +
      'C C,c@list.example,2027-03-28 02:30,Europe/Berlin,\n' +
      'D D,d@list.example,12/03/2026 9:30,Europe/Berlin,\n' +
      'E E,e@list.example,2026-12-03 09:30,Mars/Base,\n' +
      'F F,f@list.example,,,25\n' +
      'G G,g@list.example,2020-01-01 09:30,,\n',
  ),
} as const satisfies Record<string, Buffer>
