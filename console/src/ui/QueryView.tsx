import type { UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue, type ReactNode } from 'react';
import { ErrorPanel } from './ErrorPanel';
import { Skeleton } from './Skeleton';

/**
 * The one way in which pages show what they wait for: a skeleton, a fault, or the data. What has come is drawn in steps, between which
 * the page answers to its reader.
 */
export function QueryView<Data>({
  query,
  label,
  children,
}: {
  query: UseQueryResult<Data>;
  /** What is loaded, for screen readers. */
  label: string;
  children: (data: Data) => ReactNode;
}) {
  const data = useDeferredValue(query.data);
  if (data !== undefined) return children(data);
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton label={label} />;
}
