import { parseMessage, runIdOf } from '../../../src/sync/run/message';
import { PermanentError } from '../../../src/platform/ports/errors';

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const parse = (value: unknown) => parseMessage({ topic: 'pos-sync-tenant', data: encode(value) });

describe('stage message', () => {
  it('needs an org id and nothing else', () => {
    expect(parse({ orgId: 'org_a' })).toEqual({
      orgId: 'org_a',
      step: 0,
      trigger: 'manual',
      mode: 'incremental',
      dryRun: false,
      scope: null,
      forceMenu: false,
      forceFields: false,
      forceCustomers: false,
    });
  });

  it.each([
    ['no JSON', 'hello', /isn't JSON. Publish/],
    ['nothing', '', /isn.t JSON/],
    ['no object', 42, /malformed at message/],
    ['no org id', {}, /malformed at orgId/],
    ['an org id that is a path', { orgId: 'a/b' }, /malformed at orgId/],
    ['an org id that Firestore reserves', { orgId: '..' }, /malformed at orgId/],
    ['an unknown mode', { orgId: 'a', mode: 'secret@example.com' }, /malformed at mode. Publish/],
    ['a step that is no number', { orgId: 'a', step: '1' }, /malformed at step/],
    ['half a scope', { orgId: 'a', scope: { kind: 'window', from: '2026-01-01' } }, /malformed at scope/],
    ['a broken progress', { orgId: 'a', progress: { stages: 1 } }, /malformed at progress/],
  ])('refuses %s, naming the fault and the fix', (_, value, message) => {
    expect(() => parse(value)).toThrow(PermanentError);
    expect(() => parse(value)).toThrow(message);
    expect(() => parse(value)).not.toThrow(/secret@example/);
  });

  it('gives every delivery of a message the same run, and later messages later ids', () => {
    const message = parse({ orgId: 'a' });
    const at = (time: string) => runIdOf(message, { messageId: '12/3', publishedAt: new Date(time) });
    expect(at('2026-11-22T18:30:00.000Z')).toBe('20261122T183000000Z-123');
    expect(at('2026-11-22T18:30:00.000Z')).toBe(at('2026-11-22T18:30:00.000Z'));
    expect(at('2026-11-22T18:30:00.001Z') > at('2026-11-22T18:30:00.000Z')).toBe(true);
    expect(runIdOf(parse({ orgId: 'a', runId: 'given' }), { messageId: '1', publishedAt: new Date() })).toBe(
      'given',
    );
  });
});
