-- Every topic that was ever claimed or has a ledger.
--
-- KEYS  1 catalog
-- ARGV  1 what the keys of ledgers begin with
-- Answers their names. Walks over all keys.

return all_topics(KEYS[1], ARGV[1])
