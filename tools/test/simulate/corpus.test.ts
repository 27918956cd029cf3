import { readCorpus } from '../../simulate/corpus';

describe('the corpus of seeds', () => {
  it('says of each seed what it found', () => {
    const corpus = readCorpus();
    expect(corpus.length).toBeGreaterThan(0);
    for (const { found } of corpus) expect(found.length).toBeGreaterThan(10);
    expect(new Set(corpus.map(({ seed }) => seed)).size).toBe(corpus.length);
  });
});
