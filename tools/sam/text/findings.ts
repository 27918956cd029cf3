import type { Finding } from '../doctor/finding';
import { plural } from './format';
import { style } from './style';

const MARKS: Readonly<Record<Finding['status'], string>> = {
  ok: style.good('ok     '),
  warning: style.warn('warning'),
  failure: style.bad('failure'),
};

/** A line for each finding, its fix below it, and a line that sums them up. */
export function describeFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, status, message, fix }) => [
    `${MARKS[status]}  ${style.strong(check)}: ${message}`,
    ...(fix === undefined ? [] : [`         ${style.faint('fix:')} ${fix}`]),
  ]);
  const count = (status: Finding['status']): number =>
    findings.filter((finding) => finding.status === status).length;
  return [
    ...lines,
    '',
    `${count('ok')} ok, ${plural(count('warning'), 'warning')}, ${plural(count('failure'), 'failure')}`,
  ].join('\n');
}
