import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from './ErrorPanel';
import { Skeleton } from './Skeleton';

/** The one way in which pages show what they wait for: a skeleton, a fault, or the data. */
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
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton label={label} />;
}
