import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { messageOf } from '../../api/callError';
import { useCall, type Call } from '../../api/useCall';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';
import { Notice } from '../../ui/Notice';
import type { CustomersSearch } from './search';

/** Downloads a view's customers as CSV, for managers. */
export function ExportButton({ view }: { view: CustomersSearch }) {
  const { orgId } = useTenant();
  const call = useCall();
  const mayExport = useMay('manager');
  const download = useMutation({
    mutationFn: async () => save(await exportAll(call, orgId, view), `${orgId}-customers.csv`),
  });
  if (!mayExport) return null;
  const isNarrower = [view.search, view.from, view.to].some((condition) => condition !== undefined);
  return (
    <>
      <button
        className="button"
        disabled={download.isPending || isNarrower}
        onClick={() => download.mutate()}
      >
        <Download aria-hidden="true" size={16} />{' '}
        <span className="label">{download.isPending ? 'Exporting …' : 'Export CSV'}</span>
      </button>
      {isNarrower && (
        <span className="muted small">
          Exports go by segment and tag: clear the search and the dates first.
        </span>
      )}
      {download.isError && <Notice tone="danger">{messageOf(download.error)}</Notice>}
    </>
  );
}

/** All pages, which make one file when put one after the other. */
async function exportAll(call: Call, orgId: string, { segment, tag }: CustomersSearch): Promise<string[]> {
  const conditions = { orgId, ...(segment && { segment }), ...(tag !== undefined && { tag }) };
  const pages: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await call('exportCustomers', { ...conditions, ...(cursor !== undefined && { cursor }) });
    pages.push(page.csv);
    cursor = page.nextCursor;
  }
  return pages;
}

/** Hands a file to the browser's downloads. The mark at its beginning tells spreadsheets that it is UTF-8. */
function save(parts: readonly string[], name: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', ...parts], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
