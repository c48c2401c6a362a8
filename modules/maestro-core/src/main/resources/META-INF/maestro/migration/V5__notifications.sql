-- What a person must act on. No foreign key: what was told outlives the session it was about.
create table notifications (
  id         bigint generated always as identity primary key,
  kind       text not null,
  session_id uuid not null,
  provider   text not null,
  session    text not null,
  detail     text not null,
  created_at timestamptz not null default clock_timestamp(),
  acked_at   timestamptz,
  -- a client key's id, or admin
  acked_by   text,
  settled_at timestamptz
);

-- People are told once, on however many nodes.
create unique index notifications_unsettled on notifications (session_id, kind) where settled_at is null;

create table webhook_deliveries (
  notification bigint not null references notifications (id) on delete cascade,
  -- the hash of the URL, which may be a secret itself
  target       text not null,
  -- the same for every attempt, so that a receiver knows what it has
  message      uuid not null default gen_random_uuid(),
  attempts     integer not null default 0,
  -- when it may be tried; a node that tries it moves this on, so no other does, and a dead one's come free
  next_at      timestamptz not null default now(),
  delivered_at timestamptz,
  given_up_at  timestamptz,
  last_problem text,
  primary key (notification, target)
);

create index webhook_deliveries_due on webhook_deliveries (target, next_at)
  where delivered_at is null and given_up_at is null;
