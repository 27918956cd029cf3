import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { messageOf } from '../../api/callError';
import { conditionsOf } from '../../api/customers';
import { useCall, type Call } from '../../api/useCall';
import { download as saveFile } from '../../format/download';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';
import { Notice } from '../../ui/Notice';
import type { CustomersSearch } from './search';

/** Downloads exactly the customers that a view has as CSV, for managers. */
export function ExportButton({ view }: { view: CustomersSearch }) {
  const { orgId } = useTenant();
  const call = useCall();
  const client = useQueryClient();
  const mayExport = useMay('manager');
  const download = useMutation({
    mutationFn: async () => {
      // The mark at the beginning tells spreadsheets that it is UTF-8.
      saveFile(['\ufeff', ...(await exportAll(client, call, orgId, view))], `${orgId}-customers.csv`);
    },
  });
  if (!mayExport) return null;
  return (
    <>
      <button className="button" disabled={download.isPending} onClick={() => download.mutate()}>
        <Download aria-hidden="true" size={16} />{' '}
        <span className="label">{download.isPending ? 'Exporting …' : 'Export CSV'}</span>
      </button>
      {download.isError && <Notice tone="danger">{messageOf(download.error)}</Notice>}
    </>
  );
}

/** All pages, which make one file when put one after the other. */
async function exportAll(
  client: QueryClient,
  call: Call,
  orgId: string,
  view: CustomersSearch,
): Promise<string[]> {
  const conditions = { orgId, ...(await conditionsOf(client, call, orgId, view)) };
  const pages: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await call('exportCustomers', { ...conditions, ...(cursor !== undefined && { cursor }) });
    pages.push(page.csv);
    cursor = page.nextCursor;
  }
  return pages;
}
