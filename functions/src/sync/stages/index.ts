import { customersStage } from './customers';
import { ordersStage } from './orders';
import { productsStage } from './products';
import { spendingStage } from './spending';
import { statusStage } from './status';

/** Every stage by its name. */
export const stages = {
  customers: customersStage,
  orders: ordersStage,
  spending: spendingStage,
  products: productsStage,
  status: statusStage,
};
