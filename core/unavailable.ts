/** Errors of the MongoDB driver and mongoose that a later try may be spared, by name: api knows neither package. */
const names = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoClientClosedError',
]);

/** NotWritablePrimary, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary, PrimarySteppedDown, shutdowns, host trouble. */
const codes = new Set<unknown>([6, 7, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436]);

/** What Node says of a connection that breaks under the driver's hands, which passes it on as it is. */
const broken = new Set<unknown>(['EPIPE', 'ECONNRESET', 'ECONNREFUSED']);

const labels = ['RetryableWriteError', 'TransientTransactionError', 'ResetPool'];

/** Whether an error means that the database cannot be reached now, though the request itself may be right. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false;
  if (names.has(error.name)) return true;
  if ('code' in error && broken.has(error.code)) return true;
  if ('code' in error && codes.has(error.code)) return error.name.startsWith('Mongo');
  if ('errorLabelSet' in error && error.errorLabelSet instanceof Set)
    if (labels.some(label => error.errorLabelSet instanceof Set && error.errorLabelSet.has(label))) return true;
  if (error.name === 'MongooseError' && error.message.includes('buffering timed out')) return true;
  // The driver wraps whatever ends a bulk.
  if (error.name === 'MongoBulkWriteError' && 'errorResponse' in error)
    return isUnavailable(error.errorResponse, depth + 1);
  return isUnavailable(error.cause, depth + 1);
}
