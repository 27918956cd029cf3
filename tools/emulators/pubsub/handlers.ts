import { status, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { z } from 'zod';
import type { Holds } from '../../servers/holds';
import { GrpcError, unary, type Message } from '../../servers/grpcHandlers';
import { parsePublishRequest, type PublishRequest } from './message';
import type { Topics } from './topics';

function field(request: Message, name: string): string {
  const parsed = z.string().min(1).safeParse(request[name]);
  if (!parsed.success) throw new GrpcError(status.INVALID_ARGUMENT, `The request needs a "${name}".`);
  return parsed.data;
}

/**
 * The Publisher service over `topics`; `publish` takes the messages in and gives their ids.
 * @param publications Holds requests to publish.
 */
export function publisherHandlers(
  topics: Topics,
  publish: (request: PublishRequest) => string[],
  publications: Holds<Message>,
): UntypedServiceImplementation {
  return {
    CreateTopic: unary((request) => ({ name: topics.create(field(request, 'name')).name })),
    GetTopic: unary((request) => ({ name: topics.get(field(request, 'topic')).name })),
    ListTopics: unary((request) => {
      const prefix = `${field(request, 'project')}/topics/`;
      const names = topics.all().map((topic) => topic.name);
      return {
        topics: names
          .filter((name) => name.startsWith(prefix))
          .sort()
          .map((name) => ({ name })),
      };
    }),
    ListTopicSubscriptions: unary((request) => {
      const { name, subscriptions } = topics.get(field(request, 'topic'));
      const project = name.split('/topics/')[0] ?? '';
      return { subscriptions: [...subscriptions.keys()].map((id) => `${project}/subscriptions/${id}`) };
    }),
    DeleteTopic: unary((request) => {
      topics.delete(field(request, 'topic'));
      return {};
    }),
    Publish: unary(
      (request) => ({ messageIds: publish(parsePublishRequest(request)) }),
      (request, moment) => publications.pass(request, moment),
    ),
  };
}
