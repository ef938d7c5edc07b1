// Amounts are in micros, millionths of a minor unit. Nothing is updated or deleted: triggers refuse
// it, so that whoever holds the file can rely on what was written.
//
// royalty_v: one row a transfer, with the booking that it belongs to.
//   run, booked_in, period      when it was booked, in which statement it stands, what it is about
//   kind                        use, statement, payment
//   subject                     "use/USAGE-ID", "pool/NAME", "statement/PARTY", ...
//   reverses                    the booking that this one takes back; NULL: none
//   usage_id, rate, pool, licence, state, day, territory, units, gross, commission, note
//   from_account, from_holder, to_account, to_holder, currency, micros, share_ppm
// royalty_balance_v: what is in each account; all of a currency sum to 0.
//   account, holder, currency, micros

#include "engine/royalties/books_schema.h"

#include <array>
#include <string_view>

namespace engine::royalties {
namespace {

constexpr std::string_view kStep1 = R"sql(
CREATE TABLE royalty_card (
  card_number INTEGER PRIMARY KEY,
  digest      TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  version     TEXT NOT NULL,
  document    TEXT NOT NULL,
  UNIQUE (name, version)
);

CREATE TABLE royalty_run (
  run_number  INTEGER PRIMARY KEY,
  period      TEXT NOT NULL,
  booked_in   TEXT NOT NULL,
  kind        INTEGER NOT NULL,
  card_number INTEGER REFERENCES royalty_card (card_number),
  by_whom     TEXT NOT NULL,
  posted_at   TEXT NOT NULL
);

CREATE TABLE royalty_period_event (
  event_number INTEGER PRIMARY KEY,
  period       TEXT NOT NULL,
  closed       INTEGER NOT NULL,
  by_whom      TEXT NOT NULL,
  made_at      TEXT NOT NULL
);

CREATE TABLE royalty_party (
  party TEXT PRIMARY KEY,
  name  TEXT NOT NULL,
  ipi   TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE royalty_account (
  account_number INTEGER PRIMARY KEY,
  name           TEXT NOT NULL,
  holder         TEXT NOT NULL,
  currency       TEXT NOT NULL,
  UNIQUE (name, holder, currency)
);

CREATE TABLE royalty_booking (
  booking_number INTEGER PRIMARY KEY,
  run_number     INTEGER NOT NULL REFERENCES royalty_run (run_number),
  kind           INTEGER NOT NULL,
  period         TEXT NOT NULL,
  booked_in      TEXT NOT NULL,
  subject        TEXT NOT NULL,
  content        TEXT NOT NULL,
  reverses       INTEGER REFERENCES royalty_booking (booking_number),
  usage_id       TEXT NOT NULL,
  rate           TEXT NOT NULL,
  pool           TEXT NOT NULL,
  licence        TEXT NOT NULL,
  buyer          TEXT NOT NULL,
  state          TEXT NOT NULL,
  territory      TEXT NOT NULL,
  day            TEXT NOT NULL,
  note           TEXT NOT NULL,
  units          INTEGER NOT NULL,
  gross          INTEGER NOT NULL,
  commission     TEXT NOT NULL
);
CREATE INDEX royalty_booking_period ON royalty_booking (period, kind);
CREATE UNIQUE INDEX royalty_booking_reverses ON royalty_booking (reverses)
  WHERE reverses IS NOT NULL;

CREATE TABLE royalty_transfer (
  booking_number INTEGER NOT NULL REFERENCES royalty_booking (booking_number),
  position       INTEGER NOT NULL,
  from_account   INTEGER NOT NULL REFERENCES royalty_account (account_number),
  to_account     INTEGER NOT NULL REFERENCES royalty_account (account_number),
  micros         INTEGER NOT NULL,
  share_ppm      INTEGER NOT NULL,
  PRIMARY KEY (booking_number, position)
) WITHOUT ROWID;

CREATE TABLE royalty_payment_file (
  period   TEXT NOT NULL,
  format   TEXT NOT NULL,
  document TEXT NOT NULL,
  by_whom  TEXT NOT NULL,
  made_at  TEXT NOT NULL,
  PRIMARY KEY (period, format)
) WITHOUT ROWID;

CREATE TRIGGER royalty_booking_stays BEFORE UPDATE ON royalty_booking
BEGIN SELECT RAISE(ABORT, 'bookings are never changed; reverse them'); END;
CREATE TRIGGER royalty_booking_remains BEFORE DELETE ON royalty_booking
BEGIN SELECT RAISE(ABORT, 'bookings are never deleted; reverse them'); END;
CREATE TRIGGER royalty_transfer_stays BEFORE UPDATE ON royalty_transfer
BEGIN SELECT RAISE(ABORT, 'transfers are never changed; reverse their booking'); END;
CREATE TRIGGER royalty_transfer_remains BEFORE DELETE ON royalty_transfer
BEGIN SELECT RAISE(ABORT, 'transfers are never deleted; reverse their booking'); END;

CREATE VIEW royalty_v AS
SELECT b.booking_number AS booking, b.run_number AS run, b.booked_in, b.period,
       CASE b.kind WHEN 0 THEN 'use' WHEN 1 THEN 'statement' ELSE 'payment' END AS kind,
       b.subject, b.reverses, b.usage_id, b.rate, b.pool, b.licence, b.state, b.day, b.territory,
       b.units, b.gross, b.commission, b.note, f.name AS from_account, f.holder AS from_holder,
       t.name AS to_account, t.holder AS to_holder, f.currency, x.micros, x.share_ppm
FROM royalty_transfer AS x
JOIN royalty_booking AS b USING (booking_number)
JOIN royalty_account AS f ON f.account_number = x.from_account
JOIN royalty_account AS t ON t.account_number = x.to_account
ORDER BY b.booking_number, x.position;

CREATE VIEW royalty_balance_v AS
SELECT a.name AS account, a.holder, a.currency, sum(s.micros) AS micros
FROM (SELECT to_account AS account_number, micros FROM royalty_transfer
      UNION ALL SELECT from_account, -micros FROM royalty_transfer) AS s
JOIN royalty_account AS a USING (account_number)
GROUP BY a.account_number HAVING sum(s.micros) <> 0
ORDER BY a.name, a.holder, a.currency;
)sql";

// What a statement asks: everything that a party has got.
constexpr std::string_view kStep2 = R"sql(
CREATE INDEX royalty_transfer_to ON royalty_transfer (to_account);
)sql";

constexpr std::array<std::string_view, 2> kSteps = {kStep1, kStep2};

}  // namespace

storage::Migration books_schema() { return {"royalties", kSteps}; }

}  // namespace engine::royalties
