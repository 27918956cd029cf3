import type { Plugin } from 'vite';

/** The addresses that people begin at, with what of `src/pages` they show. `:id` stands for any one part. */
const PAGES = {
  ':id/today': ['today/TodayPage'],
  ':id/customers': ['customers/CustomersPage'],
  ':id/customers/:id': ['customer/CustomerPage'],
  ':id/segments': ['segments/SegmentsPage'],
  ':id/menu': ['menu/MenuPage'],
  ':id/menu/:id': ['product/ProductPage'],
  ':id/sync': ['sync/SyncLayout', 'sync/RunsPage'],
  tenants: ['tenants/TenantsPage'],
};

interface Chunk {
  fileName: string;
  isEntry: boolean;
  /** Files that it imports statically. */
  imports: string[];
  facadeModuleId: string | null;
}

/**
 * Lets the browser fetch a page's own script beside the console's instead of after it. One index.html serves all pages, so a small
 * script looks at the address; it is a file of its own because the Content-Security-Policy allows no inline script.
 */
export function pagePreloads(): Plugin {
  let base = '/';
  let script = '';
  return {
    name: 'page-preloads',
    apply: 'build',
    configResolved: (config) => void (base = config.base),
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        const source = preloadScript(base, chunks);
        script = this.getFileName(this.emitFile({ type: 'asset', name: 'preload.js', source }));
      },
    },
    transformIndexHtml: () => [
      { tag: 'script', attrs: { async: true, src: `${base}${script}` }, injectTo: 'head-prepend' },
    ],
  };
}

function preloadScript(base: string, chunks: readonly Chunk[]): string {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const withImports = (files: readonly string[], found = new Set<string>()): Set<string> => {
    for (const file of files) {
      if (found.has(file)) continue;
      found.add(file);
      withImports(byFile.get(file)?.imports ?? [], found);
    }
    return found;
  };
  const filesOf = (isWanted: (chunk: Chunk) => boolean) =>
    withImports(chunks.filter(isWanted).map(({ fileName }) => fileName));
  // index.html names these.
  const always = filesOf(({ isEntry }) => isEntry);
  const pages = Object.entries(PAGES).map(([path, modules]) => {
    const files = filesOf(({ facadeModuleId }) =>
      modules.some((name) => facadeModuleId?.endsWith(`/src/pages/${name}.tsx`)),
    );
    if (files.size === 0) throw new Error(`There is no script for ${path}: correct pagePreloads.mts.`);
    return [path.split('/'), [...files].filter((file) => !always.has(file)).map((file) => base + file)];
  });
  return `for (const [path, files] of ${JSON.stringify(pages)}) {
  const parts = location.pathname.slice(${base.length}).split('/');
  if (parts.length !== path.length || !path.every((part, at) => part === ':id' || part === parts[at])) continue;
  for (const href of files)
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
}
`;
}
