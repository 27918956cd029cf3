import { callableFunction } from './callableFunction';

export const getSegmentSummary = callableFunction(async () => {
  return (await import('../callables/segments/getSegmentSummary')).getSegmentSummary;
});

export const listSegmentCustomers = callableFunction(async () => {
  return (await import('../callables/segments/listSegmentCustomers')).listSegmentCustomers;
});

export const getMarketingAudience = callableFunction(async () => {
  return (await import('../callables/segments/getMarketingAudience')).getMarketingAudience;
});

export const recomputeSegments = callableFunction(async () => {
  return (await import('../callables/segments/recomputeSegments')).recomputeSegments;
});

export const getSegmentOutlook = callableFunction(async () => {
  return (await import('../callables/segments/getSegmentOutlook')).getSegmentOutlook;
});
