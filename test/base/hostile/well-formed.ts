/** A document that must be read, with where a value lies in it and what must be found there. */
export interface ReadableDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  readonly path: string;
  readonly found: readonly string[];
}

type Case = readonly [
  name: string,
  content: string | Uint8Array,
  path: string,
  found: readonly string[],
  contentType?: string,
];

const rss = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/feed.xsl"?>
<!-- generator="press/6.1" -->
<rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Field notes &#8211; all posts</title>
  <atom:link href="https://notes.example/feed/" rel="self" type="application/rss+xml" />
  <description />
  <item>
    <title><![CDATA[Bridges & tunnels <part 1>]]></title>
    <guid isPermaLink="false">https://notes.example/?p=41</guid>
    <pubDate>Mon, 02 Mar 2026 09:00:00 +0000</pubDate>
    <dc:creator><![CDATA[ada]]></dc:creator>
    <content:encoded><![CDATA[<p>It's <b>open</b> &amp; free.</p><script>if (a<b) {}</script>]]></content:encoded>
    <media:thumbnail url="https://notes.example/41.jpg?w=90&amp;h=60" width="90"/>
  </item>
  <item>
    <title>caf&#xE9; &quot;Zum Anker&quot;</title>
    <guid>https://notes.example/?p=40</guid>
    <dc:creator>grace</dc:creator>
    <content:encoded/>
    <media:thumbnail url='https://notes.example/40.jpg' width='120'/>
  </item>
</channel>
</rss>
`;

const atom = `<?xml version='1.0' encoding='utf-8' standalone="yes"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title type="text">Releases</title>
  <id>urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6</id>
  <updated>2026-03-02T18:30:02Z</updated>
  <entry>
    <id>tag:example,2026:1</id>
    <title type="html">&lt;em&gt;1.0&lt;/em&gt; is out</title>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Now <em>with</em> tables<br/></p></div></content>
    <link rel="alternate" href="https://a.example/1"/><link rel="enclosure" href="https://a.example/1.zip" length="1337"/>
  </entry>
</feed>`;

const soap = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<soap:Header><wsse:Security soap:mustUnderstand="1"/></soap:Header>
<soap:Body><ns2:GetOrderResponse xmlns:ns2="urn:orders"><return xsi:type="ns2:Order"><no>0042</no><no>0043</no></return></ns2:GetOrderResponse></soap:Body>
</soap:Envelope>`;

const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark id="p1">
<name>Pier 7</name><Point><coordinates>
  13.4050,52.5200,0
</coordinates></Point><ExtendedData><Data name="type"><value>ferry</value></Data></ExtendedData></Placemark></Document></kml>`;

const rates = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<Cube><Cube time='2026-03-02'><Cube currency='USD' rate='1.0850'/><Cube currency='JPY' rate='162.10'/></Cube></Cube>
</gesmes:Envelope>`;

const odata = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
<m:count>2</m:count><entry><content type="application/xml"><m:properties><d:Id m:type="Edm.Int64">9007199254740993</d:Id><d:Note m:null="true"/></m:properties></content></entry></feed>`;

const svg = `<catalog><icon><svg:svg xmlns:svg="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><svg:path d="M0 0 L1 1 Z"/><svg:text>A&amp;B</svg:text></svg:svg></icon></catalog>`;

const page = `<?xml version="1.0"?>
<!-- shown by <html> readers too: <!doctype html> -->
<?note <html lang="en"> ?>
<page><title>x</title><body><![CDATA[<html><body>Bad <b>gateway</b></body></html>]]></body></page>`;

const declared = (encoding: string, text: string) =>
  `<?xml version="1.0" encoding="${encoding}"?><a><b>${text}</b></a>`;

const cases: readonly Case[] = [
  [
    'RSS 2.0: titles of CDATA and references',
    rss,
    'channel.item.title',
    ['Bridges & tunnels <part 1>', 'café "Zum Anker"'],
  ],
  ['RSS 2.0: a prefix nobody declared', rss, 'channel.item.dc:creator', ['ada', 'grace']],
  [
    'RSS 2.0: attributes of an undeclared prefix',
    rss,
    'channel.item.media:thumbnail.@url',
    ['https://notes.example/41.jpg?w=90&h=60', 'https://notes.example/40.jpg'],
  ],
  [
    'RSS 2.0: HTML in CDATA',
    rss,
    'channel.item.content:encoded',
    [`<p>It's <b>open</b> &amp; free.</p><script>if (a<b) {}</script>`, ''],
  ],
  ['RSS 2.0 behind an empty line', `\r\n${rss}`, 'channel.title', ['Field notes – all posts']],
  [
    'RSS 2.0 labelled text/html',
    rss,
    'channel.item.guid',
    ['https://notes.example/?p=41', 'https://notes.example/?p=40'],
    'text/html; charset=UTF-8',
  ],
  ['Atom: XHTML content as text', atom, 'entry.content', ['Now with tables']],
  ['Atom: HTML that is escaped', atom, 'entry.title', ['<em>1.0</em> is out']],
  ['Atom: attributes', atom, 'entry.link.@href', ['https://a.example/1', 'https://a.example/1.zip']],
  ['Atom: xml:lang', atom, '@xml:lang', ['en']],
  [
    'a SOAP envelope, with an undeclared prefix in its header',
    soap,
    'Body.GetOrderResponse.return.no',
    ['0042', '0043'],
  ],
  ['KML', kml, 'Document.Placemark.Point.coordinates', ['\n  13.4050,52.5200,0\n']],
  ['rates in single quotes', rates, 'Cube.Cube.Cube.@rate', ['1.0850', '162.10']],
  ['OData, its 64-bit integers exact', odata, 'entry.content.properties.Id', ['9007199254740993']],
  ['SVG within', svg, 'icon.svg.path.@d', ['M0 0 L1 1 Z']],
  ['<html in a comment, an instruction and CDATA', page, 'body', ['<html><body>Bad <b>gateway</b></body></html>']],
  ['<html as an element further in', '<mail><html><b>hi</b></html></mail>', 'html', ['hi']],
  ['<html in an attribute', '<a t="&lt;html>"><b>1</b></a>', 'b', ['1']],
  ['a root whose name begins with html', '<html-report><b>1</b></html-report>', 'b', ['1']],
  ['comments everywhere', '<!--a--><a><!----><b>1<!-- - -->2</b><!--\n<b>3</b>\n--></a><!-- <a> -->', 'b', ['12']],
  ['instructions everywhere', '<?p?><a><?p <b>?><b>1<?p x="y"?></b></a><?q ?>', 'b', ['1']],
  ['latin1 as declared', Buffer.from(declared('ISO-8859-1', 'Grüße'), 'latin1'), 'b', ['Grüße']],
  ['latin1 as labelled', Buffer.from('<a><b>Grüße</b></a>', 'latin1'), 'b', ['Grüße'], 'text/xml;charset="iso-8859-1"'],
  ['windows-1252 as declared', Buffer.from(declared('windows-1252', '\x8099'), 'latin1'), 'b', ['€99']],
  [
    'Shift_JIS as declared',
    Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?><a><b>'),
      Uint8Array.of(0x93, 0xfa, 0x96, 0x7b),
      Buffer.from('</b></a>'),
    ]),
    'b',
    ['日本'],
  ],
  ['UTF-8 with its mark', `\uFEFF${declared('utf-8', 'é😀')}`, 'b', ['é😀']],
  ['UTF-16LE with its mark', Buffer.from(`\uFEFF${declared('UTF-16', 'é😀')}`, 'utf16le'), 'b', ['é😀']],
  ['UTF-16BE with its mark', Buffer.from(`\uFEFF${declared('UTF-16', 'é😀')}`, 'utf16le').swap16(), 'b', ['é😀']],
  ['60 levels', `${'<a>'.repeat(59)}<b>1</b>${'</a>'.repeat(59)}`, `${'a.'.repeat(58)}b`, ['1']],
  [
    '1000 siblings',
    `<a>\n${Array.from({ length: 1000 }, (_, i) => `  <b>${i}</b>\n`).join('')}</a>`,
    'b',
    Array.from({ length: 1000 }, (_, i) => `${i}`),
  ],
  ['blank where it may be', '<a\n\t><b  c = "1"\r\n>2</b\n></a >\n\n', 'b.@c', ['1']],
  [
    '> and ]] in text, quotes in the other quotes',
    `<a><b>x > y ]] z ]></b><c d='"' e="'"/></a>`,
    'b',
    ['x > y ]] z ]>'],
  ],
  ['letters of other scripts in names', '<каталог><b>1</b><名前 属性="2"/></каталог>', 'b', ['1']],
  ['line ends of every kind', '<a><b>1\r\n2\r3\n4</b></a>', 'b', ['1\n2\n3\n4']],
  ['elements named like properties', '<a><constructor/><__proto__ b="1"/><toString/><b>1</b></a>', 'b', ['1']],
  ['version 1.1', '<?xml version="1.1"?><a><b>1</b></a>', 'b', ['1']],
];

/** As real servers send them. */
export const wellFormed: readonly ReadableDocument[] = cases.map(([name, content, path, found, contentType]) => ({
  name,
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
  path,
  found,
  ...(contentType === undefined ? {} : { contentType }),
}));
