import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { customerPages } from './api/customers';
import { segmentOutlookQuery, segmentSummaryQuery } from './api/segments';
import { shownSyncStatusQuery } from './api/sync';
import { tenantQuery } from './api/tenants';
import { movedQuery, overdueQuery, todayQuery } from './api/today';
import type { Call } from './api/useCall';
import { menuSearch } from './pages/menu/search';
import { customersSearch } from './pages/customers/search';
import { deadLettersSearch } from './pages/sync/search';
import { useSession } from './session/sessionContext';
import { NotFound, NotFoundInShell, PageError } from './shell/RouteStates';
import { TenantLayout } from './shell/TenantLayout';

/** What loaders work with. They only begin to load, so that calls run beside the page's own script. */
interface RouterContext {
  client: QueryClient;
  call: Call;
}

/** Lets calls run; what comes of them is the components', which ask for the same. */
function begin(...queries: Promise<unknown>[]): void {
  for (const query of queries) query.catch(() => undefined);
}

const root = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFoundInShell });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: function Home() {
    const { orgId } = useSession();
    if (orgId === null) return <Navigate to="/tenants" replace />;
    return <Navigate to="/$orgId/today" params={{ orgId }} replace />;
  },
});

const tenants = createRoute({
  getParentRoute: () => root,
  path: '/tenants',
  component: lazyRouteComponent(() => import('./pages/tenants/TenantsPage')),
});

const tenant = createRoute({
  getParentRoute: () => root,
  path: '/$orgId',
  component: TenantLayout,
  notFoundComponent: NotFound,
  loader: ({ context: { client, call }, params: { orgId } }) =>
    begin(client.query(tenantQuery(call, orgId)), client.query(shownSyncStatusQuery(call, orgId))),
});

const tenantHome = createRoute({
  getParentRoute: () => tenant,
  path: '/',
  component: function TenantHome() {
    const { orgId } = tenant.useParams();
    return <Navigate to="/$orgId/today" params={{ orgId }} replace />;
  },
});

const today = createRoute({
  getParentRoute: () => tenant,
  path: '/today',
  staticData: { title: 'Today' },
  loader: ({ context: { client, call }, params: { orgId } }) =>
    begin(
      client.query(todayQuery(call, orgId)),
      client.query(overdueQuery(call, orgId)),
      client.query(segmentOutlookQuery(call, orgId)),
      client.query(movedQuery(call, orgId)),
    ),
  component: lazyRouteComponent(() => import('./pages/today/TodayPage')),
});

const customers = createRoute({
  getParentRoute: () => tenant,
  path: '/customers',
  staticData: { title: 'Customers' },
  validateSearch: customersSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { client, call }, params: { orgId }, deps }) =>
    begin(
      client.infiniteQuery(customerPages(client, call, orgId, deps)),
      client.query(segmentSummaryQuery(call, orgId)),
    ),
  component: lazyRouteComponent(() => import('./pages/customers/CustomersPage')),
});

const duplicates = createRoute({
  getParentRoute: () => tenant,
  path: '/customers/duplicates',
  staticData: { title: 'Likely duplicates' },
  component: lazyRouteComponent(() => import('./pages/duplicates/DuplicatesPage')),
});

const customer = createRoute({
  getParentRoute: () => tenant,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./pages/customer/CustomerPage')),
});

const segments = createRoute({
  getParentRoute: () => tenant,
  path: '/segments',
  staticData: { title: 'Segments' },
  component: lazyRouteComponent(() => import('./pages/segments/SegmentsPage')),
});

const segmentChanges = createRoute({
  getParentRoute: () => tenant,
  path: '/segments/changes',
  staticData: { title: 'Changed segment this week' },
  component: lazyRouteComponent(() => import('./pages/segments/ChangesPage')),
});

const menu = createRoute({
  getParentRoute: () => tenant,
  path: '/menu',
  staticData: { title: 'Menu' },
  validateSearch: menuSearch,
  component: lazyRouteComponent(() => import('./pages/menu/MenuPage')),
});

const product = createRoute({
  getParentRoute: () => tenant,
  path: '/menu/$itemId',
  component: lazyRouteComponent(() => import('./pages/product/ProductPage')),
});

const sync = createRoute({
  getParentRoute: () => tenant,
  path: '/sync',
  staticData: { title: 'Sync' },
  component: lazyRouteComponent(() => import('./pages/sync/SyncLayout')),
});

const runs = createRoute({
  getParentRoute: () => sync,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/sync/RunsPage')),
});

const quarantine = createRoute({
  getParentRoute: () => sync,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('./pages/sync/QuarantinePage')),
});

const deadLetters = createRoute({
  getParentRoute: () => sync,
  path: '/dead-letters',
  validateSearch: deadLettersSearch,
  component: lazyRouteComponent(() => import('./pages/sync/DeadLettersPage')),
});

const routeTree = root.addChildren([
  home,
  tenants,
  tenant.addChildren([
    tenantHome,
    today,
    customers,
    duplicates,
    customer,
    segments,
    segmentChanges,
    menu,
    product,
    sync.addChildren([runs, quarantine, deadLetters]),
  ]),
]);

export function createConsoleRouter(context: RouterContext) {
  const router = createRouter({
    routeTree,
    context,
    basepath: '/console',
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    // Queries decide what is fresh.
    defaultPreloadStaleTime: 0,
  });
  // A browser's own navigation begins at the top of the page, for screen readers and the keyboard too.
  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (fromLocation !== undefined && pathChanged)
      document.querySelector('h1')?.focus({ preventScroll: true });
  });
  return router;
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The page's heading, if it is the same for every shop: it stands before anything has been loaded. */
    title?: string;
  }
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
