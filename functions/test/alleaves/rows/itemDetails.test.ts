import * as fc from 'fast-check';
import { parseItemDetailsRow as parse } from '../../../src/alleaves/rows/itemDetails';
import { plainText } from '../../../src/alleaves/rows/plainText';

describe('parseItemDetailsRow', () => {
  it('reads images in their order, each once, and the description as it is', () => {
    const row = {
      id_item: 7,
      media_list: [
        { content: 'https://x.example/b.jpg' },
        { content: ' https://x.example/a.jpg ' },
        { content: 'https://x.example/b.jpg' },
        { content: 'https://x.example/placeholder.png' },
      ],
      product_description: '<p>Cured</p>',
    };
    expect(parse(row)).toEqual({
      posId: '7',
      record: {
        posItemId: '7',
        html: '<p>Cured</p>',
        imageUrls: ['https://x.example/b.jpg', 'https://x.example/a.jpg'],
      },
      issues: [],
      payload: row,
    });
  });

  it.each([
    [{}, []],
    [{ media_list: null, product_description: null }, []],
    [{ media_list: { content: 'https://x.example/a.jpg' } }, ['https://x.example/a.jpg']],
    [{ media_list: [{}, { content: null }] }, []],
  ])('reads %j without an issue', (row, imageUrls) => {
    expect(parse({ id_item: 7, ...row })).toMatchObject({ record: { html: null, imageUrls }, issues: [] });
  });

  it.each([
    [{ media_list: 'none' }, 'media_list'],
    [{ media_list: ['x'] }, 'media_list.0'],
    [{ media_list: [{ content: 'javascript:alert(1)' }] }, 'media_list.0.content'],
    [{ product_description: { html: '' } }, 'product_description'],
  ])('does without what it can’t read in %j, and says so', (row, path) => {
    expect(parse({ id_item: 7, ...row })).toMatchObject({
      record: { posItemId: '7', html: null, imageUrls: [] },
      issues: [{ path }],
    });
  });
});

describe('plainText', () => {
  it.each([
    ['Plain words', 'Plain words'],
    [
      '<h2>Blue Dream</h2><p>Grown &amp; <b>cured</b> by&nbsp;hand.</p>',
      'Blue Dream\n\nGrown & cured by hand.',
    ],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['<ul><li>Calm</li><li>Citrus</li></ul>', '- Calm\n- Citrus'],
    ['<a href="https://x.example/lab.pdf">Lab report</a>', 'Lab report'],
    ['<p>Kept</p><script>alert(1)</script><style>p{}</style><!-- note -->', 'Kept'],
    ['<img src="a.jpg" alt="A jar">Jar', 'Jar'],
    ['5 &lt; 6 &amp;&amp; 7 &gt; 6', '5 < 6 && 7 > 6'],
    ['Jalape&ntilde;o &#127793;', 'Jalapeño 🌱'],
    ['<p>Unclosed <b>bold', 'Unclosed bold'],
  ])('of %j is %j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it.each(['', '  ', '<p></p>', '<p>&nbsp;</p>', '<div><br></div>', '<img src="a.jpg">'])(
    'of %j is none',
    (html) => {
      expect(plainText(html)).toBeNull();
    },
  );

  it('is well-formed, within bounds and without tags, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom('<p>', '</p>', '<b', '&lt;', '\ud800', '<!--', '<li>')),
        ),
        (parts) => {
          const text = plainText(parts.join(''));
          if (text === null) return;
          expect(text.isWellFormed()).toBe(true);
          expect(text.length).toBeLessThanOrEqual(5_000);
          expect(text).toBe(text.trim());
        },
      ),
    );
  });

  it.each([
    ['tags in one another', '<div>'.repeat(10_000)],
    ['brackets', '<'.repeat(60_000)],
    ['unclosed attributes', '<a x="'.repeat(8_000)],
    ['lists in lists', '<ul><li>'.repeat(8_000)],
    ['a long text', 'word '.repeat(100_000)],
  ])('ends soon on %s', (_name, html) => {
    const begun = process.cpuUsage();
    const text = plainText(html);
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1_000).toBeLessThan(1_000);
    expect(text?.length ?? 0).toBeLessThanOrEqual(5_000);
  });
});
