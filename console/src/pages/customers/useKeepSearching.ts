import { useEffect } from 'react';
import type { CallOutput } from '../../api/contract';

/** As many matches as fill a screen: from then on scrolling asks for more. */
const ENOUGH = 25;

/** A call reads up to 1,000 customers: at 100 calls, about 6 cents, the reader decides whether to go on. */
const MOST_CALLS = 100;

interface Pages {
  data: { pages: CallOutput<'listCustomers'>[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  isError: boolean;
  isPlaceholderData: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/**
 * Asks for the next page by itself while the last one was short although there are more: a server's call ends after so many reads,
 * no matter how few matches are among them.
 * @returns Whether the search is still going on, and whether it has paused.
 */
export function useKeepSearching(query: Pages): { isSearching: boolean; isPaused: boolean } {
  const { data, hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage } = query;
  const pages = data?.pages ?? [];
  const found = pages.reduce((sum, { customers }) => sum + customers.length, 0);
  const isShort = hasNextPage && !isPlaceholderData && pages.at(-1)?.incomplete === true && found < ENOUGH;
  const isPaused = isShort && !isFetching && pages.length % MOST_CALLS === 0;
  const isNext = isShort && !isFetching && !isError && !isPaused;
  useEffect(() => {
    if (isNext) void fetchNextPage();
  }, [isNext, fetchNextPage]);
  return { isSearching: isShort && !isError && !isPaused, isPaused };
}
