import { causeOf, classify, distinctFailures, exhausted, origin } from '../../src/platform/failure';
import { ConfigError, PermanentError, TransientError } from '../../src/platform/ports/errors';

const grpcError = (code: number) => Object.assign(new Error('jane@example.com was not written'), { code });

describe('classify', () => {
  it('leaves our own errors as they are', () => {
    const error = new ConfigError('a', 'b');
    expect(classify(error)).toBe(error);
  });

  it.each([1, 2, 4, 8, 10, 13, 14, 16])('takes gRPC status %d for one that passes', (code) => {
    expect(classify(grpcError(code))).toBeInstanceOf(TransientError);
  });

  it.each([3, 5, 6, 7, 9])('takes gRPC status %d for one that stays', (code) => {
    expect(classify(grpcError(code))).toBeInstanceOf(PermanentError);
    expect(classify(grpcError(code))).toMatchObject({ code: 'google_refused' });
    expect(classify(grpcError(code)).message).toMatch(/with [A-Z_]+: check the roles/);
    expect(classify(grpcError(code)).message).not.toContain('jane');
  });

  it('takes a broken connection for a failure that passes', () => {
    expect(classify(Object.assign(new Error('jane'), { code: 'ECONNRESET' }))).toMatchObject({
      kind: 'transient',
      code: 'google_unavailable',
    });
  });

  it.each([new TypeError('jane@example.com'), 'jane@example.com', undefined])(
    'gives away nothing of %p',
    (thrown) => {
      const error = classify(thrown);
      expect(error).toMatchObject({ kind: 'permanent', code: 'unexpected' });
      expect(error.message).not.toContain('jane');
      expect(JSON.stringify(origin(error))).not.toContain('jane');
    },
  );
});

describe('exhausted', () => {
  it('says for how long it was tried', () => {
    const error = exhausted(new TransientError('pos_timeout', 'The POS did not answer.'), 5_400_000);
    expect(error).toMatchObject({ kind: 'permanent', code: 'pos_timeout' });
    expect(error.message).toBe('The POS did not answer. It kept failing for 1.5 hours.');
  });
});

describe('distinctFailures', () => {
  it('counts failures by what caused them', () => {
    const publishing = (cause: unknown) => new TransientError('publish_failed', 'no', { cause });
    const errors = [
      publishing(grpcError(7)),
      grpcError(7),
      publishing(grpcError(5)),
      publishing(grpcError(7)),
    ];
    expect(distinctFailures(errors).map(({ failure, times }) => [failure.code, times])).toEqual([
      ['publish_failed', 2],
      ['google_refused', 1],
      ['publish_failed', 1],
    ]);
  });
});

describe('causeOf', () => {
  it('is the one cause, or all of them', () => {
    const [one, two] = [new ConfigError('a', 'b'), new ConfigError('c', 'd')];
    expect(causeOf(distinctFailures([one, one]))).toBe(one);
    expect(causeOf(distinctFailures([one, two]))).toMatchObject({ errors: [one, two] });
    expect(causeOf([])).toBeUndefined();
  });
});

describe('origin', () => {
  it('names each error of a chain of causes with its frames, within bounds', () => {
    const lines = origin(new TransientError('a', 'b', { cause: new RangeError('c') }));
    expect(lines[0]).toBe('TransientError');
    expect(lines).toContain('RangeError');
    expect(lines.some((line) => line.includes('failure.test.ts'))).toBe(true);
    const circular = new Error('x');
    circular.cause = circular;
    expect(origin(circular).length).toBeLessThan(60);
    expect(origin(Object.assign(new Error('x'), { stack: undefined }))).toEqual(['Error']);
    expect(origin('text')).toEqual([]);
    const codes = [7, 'ECONNRESET', 'jane@example.com', 'menu_brake'];
    expect(codes.map((code) => origin(Object.assign(new Error('x'), { code, stack: undefined }))[0])).toEqual(
      ['Error (7)', 'Error (ECONNRESET)', 'Error', 'Error'],
    );
  });
});
