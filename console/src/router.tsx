import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { customerPages } from './api/customers';
import { tenantQuery } from './api/tenants';
import type { Call } from './api/useCall';
import { menuSearch } from './pages/menu/search';
import { customersSearch } from './pages/customers/search';
import { deadLettersSearch } from './pages/sync/search';
import { useSession } from './session/sessionContext';
import { NotFound, PageError } from './shell/RouteStates';
import { TenantLayout } from './shell/TenantLayout';

/** What loaders work with. They only begin to load, so that calls run beside the page's own script. */
interface RouterContext {
  client: QueryClient;
  call: Call;
}

/** Lets a call run; what comes of it is the component's, which asks for the same. */
function begin(query: Promise<unknown>): void {
  query.catch(() => undefined);
}

const root = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: function Home() {
    const { orgId } = useSession();
    if (orgId === null) return <Navigate to="/tenants" replace />;
    return <Navigate to="/$orgId/customers" params={{ orgId }} replace />;
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
  loader: ({ context: { client, call }, params }) => begin(client.query(tenantQuery(call, params.orgId))),
});

const customers = createRoute({
  getParentRoute: () => tenant,
  path: '/customers',
  validateSearch: customersSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { client, call }, params, deps }) =>
    begin(client.infiniteQuery(customerPages(client, call, params.orgId, deps))),
  component: lazyRouteComponent(() => import('./pages/customers/CustomersPage')),
});

const customer = createRoute({
  getParentRoute: () => tenant,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./pages/customer/CustomerPage')),
});

const segments = createRoute({
  getParentRoute: () => tenant,
  path: '/segments',
  component: lazyRouteComponent(() => import('./pages/segments/SegmentsPage')),
});

const menu = createRoute({
  getParentRoute: () => tenant,
  path: '/menu',
  validateSearch: menuSearch,
  component: lazyRouteComponent(() => import('./pages/menu/MenuPage')),
});

const sync = createRoute({
  getParentRoute: () => tenant,
  path: '/sync',
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
    customers,
    customer,
    segments,
    menu,
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
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
